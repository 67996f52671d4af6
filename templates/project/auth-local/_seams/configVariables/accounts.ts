    ...accountsVariables,
