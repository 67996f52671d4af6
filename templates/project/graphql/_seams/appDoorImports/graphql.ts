import { graphqlResources } from './graphql/index.ts'
import { addGraphql } from './graphql/server.ts'
