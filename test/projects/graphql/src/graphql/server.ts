import type { OutgoingHttpHeaders } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import {
  type ExecutionArgs,
  type ExecutionResult,
  type GraphQLSchema,
  NoSchemaIntrospectionCustomRule,
  parse,
} from 'graphql'
import { createYoga, isAsyncIterable, mapAsyncIterator, type Plugin } from 'graphql-yoga'
import { Type } from 'typebox'
import { HttpError } from '../http/http-error.ts'
import { withoutDeadline } from '../shared/deadline.ts'
import { type Asked, type Context, createAdmission, type GraphqlOptions } from './context.ts'
import { masked, toGraphqlError } from './errors.ts'
import { createGraphiql } from './graphiql.ts'
import { beyondLimits, limitExceeded } from './limits.ts'
import { createLoaders } from './loaders.ts'
import { persisting, readPersisted } from './persisted.ts'
import type { GraphqlResource } from './resource.ts'
import { buildGraphqlSchema, refuseUndeclared } from './schema.ts'
import { createSubscriptions } from './subscriptions.ts'
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

  const subscriptions = createSubscriptions(
    options.changes,
    graphql.subscriptions,
    options.recheckMs,
  )
  // Before the server waits for what is under way: they would never end by themselves.
  app.addHook('preClose', () => subscriptions.close())

  const contextOf = (request: FastifyRequest, reply: FastifyReply): Context => {
    const fresh = (asked: GraphqlOptions) => ({
      loaders: createLoaders(),
      admit: createAdmission(request, reply, asked),
    })
    let current = fresh(options)
    return {
      request,
      reply,
      dependencies: options.dependencies,
      requireVersion: requireIfMatch,
      subscriptions,
      get loaders() {
        return current.loaders
      },
      admit: (admission) => current.admit(admission),
      renew() {
        // Once counted is enough: it is still the same request.
        current = fresh({ ...options, userLimit: undefined })
      },
      fail: (error) => toGraphqlError(error, request, options.translateError),
    }
  }

  const answer = async (request: FastifyRequest, reply: FastifyReply) => {
    const own = contextOf(request, reply)
    const response = await yoga.handleNodeRequestAndResponse(request, reply, { own })
    for (const [name, value] of response.headers) reply.header(name, value)
    reply.code(response.status)
    const isStream = response.headers.get('content-type')?.startsWith('text/event-stream')
    if (isStream && response.body) return sendStream(reply, response.body)
    // It is whole already: as a stream it would be two writes, and cost a tenth more.
    return reply.send(await response.text())
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

/** Sends what has no end, and so no deadline: it ends with the client, or by itself. */
async function sendStream(reply: FastifyReply, body: ReadableStream): Promise<FastifyReply> {
  reply.hijack()
  const { raw, statusCode } = reply
  // The server, the hooks and what follows listen to its end: more than Node takes for a mistake.
  raw.setMaxListeners(20)
  raw.writeHead(statusCode, reply.getHeaders() as OutgoingHttpHeaders)
  // That a client hangs up is how most of them end.
  await withoutDeadline(() => pipeline(Readable.from(body), raw)).catch(() => {})
  return reply
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
    onExecute: (operation) => refuseVariables(operation, !isSchemaPublic),
    onSubscribe: (operation) => refuseVariables(operation, !isSchemaPublic),
  }
}

function refuseVariables(
  {
    args,
    setResultAndStopExecution,
  }: {
    readonly args: ExecutionArgs
    setResultAndStopExecution(result: ExecutionResult): void
  },
  hidesSchema: boolean,
): void {
  const errors = checkVariables(args, { hidesSchema })
  if (errors.length > 0) setResultAndStopExecution({ errors })
}

/** Looks at every error that leaves, wherever it comes from. */
function telling(hidesSchema: boolean): Plugin<Asked> {
  return {
    onResultProcess({ result, setResult, serverContext }) {
      if (Array.isArray(result)) return
      const { request } = (serverContext as unknown as Asked).own
      const tell = (one: ExecutionResult) => ({
        ...one,
        ...(one.errors && {
          errors: one.errors.map((error) => masked(error, { request, hidesSchema })),
        }),
      })
      const results = result as ExecutionResult | AsyncIterable<ExecutionResult>
      setResult(isAsyncIterable(results) ? mapAsyncIterator(results, tell) : tell(results))
    },
  }
}
