import { createChanges } from './graphql/changes.ts'
import { graphqlResources } from './graphql/index.ts'
import { addGraphql } from './graphql/server.ts'
