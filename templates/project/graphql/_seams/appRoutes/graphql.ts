  const isWhole = resources === registry
  if (isWhole) {
    const changes = createChanges(database, logger)
    addGraphql(api, graphqlResources, { ...common, dependencies: shared, userLimit, changes })
  }
