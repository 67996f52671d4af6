    ...oidcVariables,
