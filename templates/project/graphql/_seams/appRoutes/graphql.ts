  const isWhole = resources === registry
  if (isWhole) addGraphql(api, graphqlResources, { ...common, dependencies: shared, userLimit })
