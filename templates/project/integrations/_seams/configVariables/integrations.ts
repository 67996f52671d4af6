    ...integrationVariables,
