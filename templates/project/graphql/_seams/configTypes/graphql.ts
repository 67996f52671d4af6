  /** How GraphQL is served. */
  readonly graphql: GraphqlConfig
