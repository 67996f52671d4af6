import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import {
  type GraphQLError,
  type GraphQLSchema,
  NoSchemaIntrospectionCustomRule,
  parse,
} from 'graphql'
import { createYoga, type Plugin } from 'graphql-yoga'
import { Type } from 'typebox'
import { HttpError } from '../http/http-error.ts'
import { type Asked, type Context, createAdmission, type GraphqlOptions } from './context.ts'
import { masked, toGraphqlError } from './errors.ts'
import { createGraphiql } from './graphiql.ts'
import { beyondLimits, limitExceeded } from './limits.ts'
import { createLoaders } from './loaders.ts'
import { persisting, readPersisted } from './persisted.ts'
import type { GraphqlResource } from './resource.ts'
import { buildGraphqlSchema, refuseUndeclared } from './schema.ts'
import { checkVariables } from './variables.ts'

const PATH = '/graphql'

/**
 * Serves the resources under /graphql, behind everything that a route is behind.
 *
 * @throws Error for what is not declared
 */
export function addGraphql(
  app: FastifyInstance,
  resources: readonly GraphqlResource[],
  options: GraphqlOptions,
): void {
  refuseUndeclared(resources, Object.keys(options.guards ?? {}))
  const schema = buildGraphqlSchema(resources)
  const { graphql, bodyLimitBytes, requireIfMatch } = options.config
  const hidesSchema = !graphql.isSchemaPublic
  const endpoint = `${app.prefix}${PATH}`
  const graphiql = graphql.hasGraphiql ? createGraphiql(endpoint) : undefined
  const yoga = createYoga<Asked>({
    schema,
    graphqlEndpoint: endpoint,
    logging: false,
    landingPage: false,
    // Its own page loads programs of other hosts; ours is in `graphiql.ts`.
    graphiql: false,
    // Those of the application are around it.
    cors: false,
    multipart: false,
    batching: false,
    maxRequestBodySize: bodyLimitBytes,
    maskedErrors: {
      maskError: (error) => error as Error,
    },
    extraParamNames: ['documentId'],
    plugins: [
      persisting(options.operations ?? readPersisted(), graphql),
      limiting(schema, options),
      telling(hidesSchema),
    ],
  })

  const contextOf = (request: FastifyRequest, reply: FastifyReply): Context => ({
    request,
    reply,
    dependencies: options.dependencies,
    requireVersion: requireIfMatch,
    loaders: createLoaders(),
    admit: createAdmission(request, reply, options),
    fail: (error) => toGraphqlError(error, request, options.translateError),
  })

  const answer = async (request: FastifyRequest, reply: FastifyReply) => {
    const own = contextOf(request, reply)
    const response = await yoga.handleNodeRequestAndResponse(request, reply, { own })
    for (const [name, value] of response.headers) reply.header(name, value)
    return reply.code(response.status).send(response.body ?? '')
  }

  // Who may do what is said by each operation; this is the door to all of them.
  const config = { access: 'public', produces: 'any' } as const
  const parameter = (maxLength: number) => Type.Optional(Type.String({ maxLength }))
  const querystring = Type.Object({
    query: parameter(8_000),
    variables: parameter(8_000),
    operationName: parameter(200),
    extensions: parameter(8_000),
    documentId: parameter(200),
  })
  app.get(
    PATH,
    {
      config,
      schema: { hide: true, querystring },
      preHandler: async (request) => refuseForeignPage(request),
    },
    (request, reply) =>
      graphiql?.isAskedFor(request) ? graphiql.send(reply) : answer(request, reply),
  )
  // What is wrong with a body is told in the words of GraphQL over HTTP.
  app.post(PATH, { config, schema: { hide: true, body: Type.Unknown() } }, answer)
}

/**
 * A page of somebody else's can have a browser send a GET together with its cookies; a POST of JSON
 * only where `CORS_ORIGINS` names it.
 */
function refuseForeignPage({ headers }: FastifyRequest): void {
  const site = headers['sec-fetch-site']
  if (site === undefined || site === 'same-origin' || site === 'none') return
  throw new HttpError('forbidden', 'A page of another origin may ask by POST only.')
}

/** Refuses what asks for too much, at the earliest moment at which that can be told. */
function limiting(schema: GraphQLSchema, { config: { graphql } }: GraphqlOptions): Plugin<Asked> {
  const { limits, isSchemaPublic } = graphql
  return {
    onParse({ setParseFn, context }) {
      setParseFn((source: string) => {
        try {
          return parse(source, { maxTokens: limits.tokens })
        } catch (error) {
          const isTooLong = /contains more than \d+ tokens/i.test((error as Error).message)
          throw isTooLong ? limitExceeded('tokens', limits.tokens) : error
        }
      })
      // Here and not while it is validated: what comes of that is kept for the next request with the
      // same text, and what this says depends on the variables.
      return ({ result }) => {
        if (result === null || result instanceof Error) return
        const { params } = context as unknown as { params: { variables?: Record<string, unknown> } }
        const refused = beyondLimits(schema, result, params.variables ?? {}, limits)
        if (refused) throw refused
      }
    },
    onValidate({ addValidationRule }) {
      if (!isSchemaPublic) addValidationRule(NoSchemaIntrospectionCustomRule)
    },
    onExecute({ args, setResultAndStopExecution }) {
      const errors = checkVariables(args, { hidesSchema: !isSchemaPublic })
      if (errors.length > 0) setResultAndStopExecution({ errors })
    },
  }
}

/** Looks at every error that leaves, wherever it comes from. */
function telling(hidesSchema: boolean): Plugin<Asked> {
  return {
    onResultProcess({ result, setResult, serverContext }) {
      if (Array.isArray(result) || !('errors' in result) || !result.errors) return
      const { request } = (serverContext as unknown as Asked).own
      const tell = (error: unknown) => masked(error, { request, hidesSchema })
      setResult({ ...result, errors: (result.errors as GraphQLError[]).map(tell) })
    },
  }
}
