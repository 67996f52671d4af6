    ...authVariables,
