import { type Static, Type } from 'typebox'
import { boolean, integer } from '../variables.ts'
import type { QueryLimits } from './limits.ts'
import type { SubscriptionLimits } from './subscriptions.ts'

/** How GraphQL is served. */
export interface GraphqlConfig {
  /** Whether callers may ask what the schema is, and are told what they may have meant. */
  readonly isSchemaPublic: boolean
  /** Whether there is a page to try queries in. */
  readonly hasGraphiql: boolean
  /** Whether nothing may be asked but what was collected beforehand. */
  readonly isPersistedOnly: boolean
  readonly limits: QueryLimits
  readonly subscriptions: SubscriptionLimits
}

/** The variables, for the list in `src/config.ts`. */
export const graphqlVariables = {
  GRAPHQL_INTROSPECTION: boolean(),
  GRAPHQL_PERSISTED_ONLY: boolean(),
  GRAPHQL_MAX_TOKENS: integer(10, 100_000),
  GRAPHQL_MAX_DEPTH: integer(1, 100),
  GRAPHQL_MAX_ALIASES: integer(0, 1_000),
  GRAPHQL_MAX_COST: integer(1, 100_000),
  GRAPHQL_MAX_SUBSCRIPTIONS: integer(0, 100_000),
  GRAPHQL_MAX_SUBSCRIPTIONS_PER_USER: integer(0, 100_000),
}

const Variables = Type.Partial(Type.Object(graphqlVariables))
type Values = Static<typeof Variables>

export function readGraphql(
  values: Values,
  environment: 'development' | 'test' | 'production',
): GraphqlConfig {
  const isSchemaPublic = values.GRAPHQL_INTROSPECTION ?? environment !== 'production'
  return {
    isSchemaPublic,
    // Without the schema it is of no use, and what it is made of is not installed in production.
    hasGraphiql: isSchemaPublic && environment !== 'production',
    isPersistedOnly: values.GRAPHQL_PERSISTED_ONLY ?? false,
    limits: {
      tokens: values.GRAPHQL_MAX_TOKENS ?? 1_000,
      depth: values.GRAPHQL_MAX_DEPTH ?? 12,
      aliases: values.GRAPHQL_MAX_ALIASES ?? 15,
      cost: values.GRAPHQL_MAX_COST ?? 3_000,
      // Nobody needs more of these, whoever it is.
      directives: 20,
      fields: 500,
      roots: 10,
    },
    subscriptions: {
      all: values.GRAPHQL_MAX_SUBSCRIPTIONS ?? 1_000,
      perUser: values.GRAPHQL_MAX_SUBSCRIPTIONS_PER_USER ?? 10,
      waiting: 100,
    },
  }
}
