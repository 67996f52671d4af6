    ...graphqlVariables,
