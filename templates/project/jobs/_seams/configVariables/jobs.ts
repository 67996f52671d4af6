    ...jobsVariables,
