    graphql: readGraphql(values, environment),
