import { type GraphqlConfig, graphqlVariables, readGraphql } from './graphql/config.ts'
