import { parse } from 'node:querystring'
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify'
import type { Config } from '../config.ts'
import type { Lifecycle } from '../lifecycle.ts'
import type { Logger } from '../observability/logger.ts'
import type { Metrics } from '../observability/metrics.ts'
import { type AppError, ForbiddenError } from '../shared/errors.ts'
import { refuseUnacceptable } from './accept.ts'
import { addRouteRules, type Listener } from './access.ts'
import { createClientErrorHandler } from './client-errors.ts'
import { trackConnections } from './connections.ts'
import { createCors } from './cors.ts'
import { addDeadline } from './deadline.ts'
import { createErrorHandler, problemTypes, sendProblem } from './error-handler.ts'
import { addNotModified, requireIfMatch } from './etag.ts'
import { addFieldRules } from './field-rules.ts'
import { HttpError } from './http-error.ts'
import { authorize, type Identify, type Identity } from './identity.ts'
import { addBodyParsers, JSON_MEDIA_TYPE, refuseUnknownBody } from './media-types.ts'
import { createObserver } from './observe.ts'
import { requestIdOf, traceIdOf } from './request-id.ts'
import { securityHeaders } from './security-headers.ts'
import { createUnmatchedHandler, isUnnamed } from './unmatched.ts'
import { createSchemaController } from './validation.ts'

type RateLimit = (request: FastifyRequest, reply: FastifyReply) => Promise<void>

export interface ServerOptions {
  readonly config: Config
  readonly logger: Logger
  readonly lifecycle: Pick<Lifecycle, 'phase'>
  readonly metrics: Metrics
  /** Which routes the server takes. */
  readonly access: readonly Listener[]
  readonly identify: Identify
  /** Other ways to tell who calls, by the name that routes say. */
  readonly guards?: Readonly<Record<string, Identify>> | undefined
  readonly denied?: Identity['denied'] | undefined
  /** Whether a browser may say by a cookie who calls, for pages of the origins that are named. */
  readonly credentials?: boolean
  /** Refuses a request when there is more to do than can be done. */
  readonly refuseOverload?: () => void
  readonly rateLimit?: RateLimit
  /** The same for whoever is known; absent for no limit of that kind. */
  readonly userLimit?: RateLimit | undefined
  translateError(error: unknown): AppError | undefined
}

/** RFC 9110 asks for 8000 at least; cursors and filters fit in well. */
const MAX_URL_LENGTH = 8_000

/** More than an id or a slug needs. */
const MAX_PARAMETER_LENGTH = 100

/**
 * Creates a server with everything that is the same for all routes: limits, headers, errors, log.
 * What happens to a request, and in which order, is `enter` and `admit` below.
 */
export function createServer(options: ServerOptions): FastifyInstance {
  const { config, lifecycle, metrics, refuseOverload, rateLimit, guards = {} } = options
  const logger = options.logger as FastifyBaseLogger
  const headers = securityHeaders(config)
  const handleError = createErrorHandler(options.translateError)
  const observe = createObserver(metrics)
  const { credentials = false } = options
  const allowPages = createCors({ origins: config.corsOrigins, credentials })

  const app = Fastify({
    loggerInstance: logger,
    // Our own line, in `observe`, says more than the two of Fastify.
    logController: new LogController({
      disableRequestLogging: true,
      requestIdLogLabel: 'requestId',
    }),
    childLoggerFactory: (parent, bindings, childOptions, request) => {
      const traceId = traceIdOf(request)
      return parent.child(traceId ? { ...bindings, trace_id: traceId } : bindings, childOptions)
    },
    genReqId: requestIdOf,
    ...limitsOf(config),
    // By address and never by count of hops: a count believes whoever connects.
    trustProxy: config.trustProxy.length > 0 ? [...config.trustProxy] : false,
    schemaController: createSchemaController(),
    routerOptions: {
      maxParamLength: MAX_PARAMETER_LENGTH,
      // Without a prototype: no parameter can be mistaken for, or shadow, what objects inherit.
      querystringParser: (text) => parse(text, '&', '=', { maxKeys: 0 }),
    },
    // A request that has come this far is answered, with `connection: close`, until the process ends.
    return503OnClosing: false,
    clientErrorHandler: createClientErrorHandler(headers, () => connections, logger),
    frameworkErrors: (error, request, reply) => void refuseEarly(error, request, reply),
  })
  const connections = trackConnections(app.server)
  // Node would answer this by itself; `refuseMalformed` does it as every other error is answered.
  app.server.on('checkExpectation', (...exchange) => app.server.emit('request', ...exchange))
  const answerUnmatched = createUnmatchedHandler(app)
  const isClosing = () => connections.isFinishing || lifecycle.phase === 'draining'

  /** For every request, also for those that the router cannot read. */
  async function enter(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    reply.headers(headers).header('x-request-id', request.id)
    allowPages(request, reply)
    if (isClosing()) reply.header('connection', 'close')
    observe(request, reply)
    if (request.routeOptions.config?.rateLimit === false) return
    refuseOverload?.()
    await rateLimit?.(request, reply)
  }

  /** For every request that the router can read, before its body is. */
  async function admit(request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
    await enter(request, reply)
    refuseMalformed(request)
    if (request.is404 || isUnnamed(request.params)) return answerUnmatched(request, reply)
    const { config: route, schema } = request.routeOptions
    // Before anything else is looked at: whoever may not do this learns nothing about it.
    const { access, guard = '' } = route
    await authorize(request, access, guards[guard] ?? options.identify)
    if (request.principal) await options.userLimit?.(request, reply)
    const mediaType = route.produces ?? JSON_MEDIA_TYPE
    if (mediaType !== 'any') refuseUnacceptable(request.headers.accept, mediaType)
    refuseUnknownBody(request, schema?.body)
    if (config.requireIfMatch && route.versioned && isChange(request)) requireIfMatch(request)
    return undefined
  }

  /** A refusal of a handler is told like one of its route. */
  function fail(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
    if (error instanceof ForbiddenError) options.denied?.(request)
    handleError(error, request, reply)
  }

  /** The router gives up before any hook runs, so what the hooks do is done here. */
  async function refuseEarly(error: unknown, request: FastifyRequest, reply: FastifyReply) {
    try {
      await enter(request, reply)
      handleError(error, request, reply)
    } catch (refusal) {
      handleError(refusal, request, reply)
    }
  }

  app.decorateRequest('principal', null)
  addRouteRules(app, options.access, Object.keys(guards))
  addFieldRules(app, options.denied)
  addBodyParsers(app)
  addNotModified(app)
  app.addHook('onRequest', admit)
  addDeadline(app, config)
  // Once more for requests that came in before the end began.
  app.addHook('onSend', (_request, reply, _payload, done) => {
    if (isClosing()) reply.header('connection', 'close')
    done()
  })
  app.addHook('preClose', async () => connections.finish())
  app.setErrorHandler(fail)
  // For handlers that find nothing; what no route takes never comes this far.
  app.setNotFoundHandler((_request, reply) => sendProblem(reply, { kind: 'not-found' }))
  return app
}

/** What changes a resource that is there; a POST makes one. */
function isChange({ method }: FastifyRequest): boolean {
  return method === 'PATCH' || method === 'PUT' || method === 'DELETE'
}

/** Nothing a client does, or omits to do, may take a connection or memory for ever. */
function limitsOf(config: Config) {
  // A header fits into a packet or two; whoever takes longer takes it on purpose.
  const headersTimeout = Math.min(10_000, config.requestTimeoutMs)
  return {
    bodyLimit: config.bodyLimitBytes,
    // From the first byte to the end of the body. Fastify's own default is to wait for ever.
    requestTimeout: config.requestTimeoutMs,
    // Longer than a load balancer keeps an idle connection, or it would send into a closed one.
    keepAliveTimeout: config.keepAliveTimeoutMs,
    // Silence on the wire: more than a whole request and its handler may take together.
    connectionTimeout: config.requestTimeoutMs + config.handlerTimeoutMs,
    http: {
      headersTimeout,
      requestTimeout: config.requestTimeoutMs,
      // How often the two above are looked after: half a minute, if nothing is said.
      connectionsCheckingInterval: Math.min(2_000, headersTimeout),
      maxHeaderSize: 16_384,
      // Checked by `refuseMalformed`: Node's own answer is no problem+json.
      requireHostHeader: false,
    },
  }
}

function refuseMalformed({ raw }: FastifyRequest): void {
  if ((raw.url?.length ?? 0) > MAX_URL_LENGTH) {
    throw new HttpError('uri-too-long', `An address has at most ${MAX_URL_LENGTH} characters.`)
  }
  if (raw.httpVersion === '1.1' && raw.headers.host === undefined) {
    throw new HttpError('bad-request', 'The field `Host` is missing.')
  }
  if (!/^(100-continue)?$/i.test(raw.headers.expect ?? '')) {
    throw new HttpError('expectation-failed', problemTypes['expectation-failed'].detail)
  }
}
