import type { FastifyInstance, FastifyPluginAsync } from 'fastify'
import type { Config } from './config.ts'
import type { DatabaseHandle } from './database/connection.ts'
import { translateDatabaseError } from './database/errors.ts'
import { guardTransactions } from './database/transaction.ts'
import { createChanges } from './graphql/changes.ts'
import { graphqlResources } from './graphql/index.ts'
import { addGraphql } from './graphql/server.ts'
import { createCursors } from './http/cursor.ts'
import { addDeprecation, deprecationOf, versionOf } from './http/deprecation.ts'
import { addDocs } from './http/docs.ts'
import { addHealthRoutes, createReadiness } from './http/health.ts'
import { createIdempotency } from './http/idempotency.ts'
import type { Identity } from './http/identity.ts'
import { addMetricsRoute } from './http/metrics-route.ts'
import { addOpenapi, openapiDocument } from './http/openapi.ts'
import { createOverload } from './http/overload.ts'
import { addProblemRoutes } from './http/problem-routes.ts'
import {
  createMemoryStore,
  createRateLimit,
  type Quota,
  quotaOfClients,
  quotaOfUsers,
} from './http/rate-limit.ts'
import { createServer } from './http/server.ts'
import { createIdentity } from './identify.ts'
import type { Lifecycle } from './lifecycle.ts'
import { type EventLoop, watchEventLoop } from './observability/event-loop.ts'
import type { Logger } from './observability/logger.ts'
import { createMetrics } from './observability/metrics.ts'
import { resources as registry } from './resources/index.ts'
import type { Resource } from './resources/resource.ts'
import type { Clock } from './shared/clock.ts'
import type { NewId } from './shared/id.ts'

export interface AppDependencies {
  readonly config: Config
  readonly logger: Logger
  readonly database: DatabaseHandle
  readonly clock: Clock
  readonly newId: NewId
  readonly lifecycle: Lifecycle
  /** Instead of that of the process, for a test. */
  readonly eventLoop?: EventLoop
  /** Instead of that of the project, for a test. */
  readonly identity?: Identity
  /** Instead of those of the registry, for a test. */
  readonly resources?: readonly Resource[]
}

export interface App {
  /** What the public reaches. */
  readonly api: FastifyInstance
  /** What the people and machines that run the service reach; null when there is one listener. */
  readonly management: FastifyInstance | null
  /** Starts listening; answers the addresses. */
  listen(): Promise<{ api: string; management: string | null }>
  /** Stops accepting, lets requests in flight finish. Leaves the database to whoever opened it. */
  close(): Promise<void>
}

/** Wires the application. Everything that is shared is made here, and nothing listens yet. */
export async function buildApp(dependencies: AppDependencies): Promise<App> {
  const { config, logger, database, clock, newId, lifecycle } = dependencies
  const { resources = registry, eventLoop = watchEventLoop() } = dependencies
  if (config.environment !== 'production') guardTransactions()
  const metrics = createMetrics(() => database.stats())
  const readiness = createReadiness(database, clock)
  const translateError = translateDatabaseError
  const identity = dependencies.identity ?? (await createIdentity(dependencies))
  const { identify, guards } = identity
  const denied = identity.denied?.bind(identity)
  const common = { config, logger, lifecycle, metrics, identify, guards, denied, translateError }

  const limited = (quota: Quota) => createRateLimit(quota, createMemoryStore(clock), clock)
  const userLimit =
    config.rateLimit.perUserMax > 0 ? limited(quotaOfUsers(config.rateLimit)) : undefined
  const api = createServer({
    ...common,
    access: config.docsOnPublic ? ['public', 'management'] : ['public'],
    credentials: identity.credentials ?? false,
    refuseOverload: createOverload({
      limits: config.overload,
      eventLoop,
      waiting: () => database.stats()?.waiting ?? 0,
      metrics,
      logger,
      clock,
    }),
    rateLimit: limited(quotaOfClients(config.rateLimit)),
    userLimit,
  })
  addHealthRoutes(api, { lifecycle, readiness, isDetailed: config.docsOnPublic })
  addProblemRoutes(api)
  await addOpenapi(api, {
    tags: [...(identity.tags ?? []), ...tagsOf(resources)],
    guards: Object.keys(guards ?? {}),
  })
  if (config.docsOnPublic) {
    addMetricsRoute(api, metrics)
    await addDocs(api)
  }
  if (identity.routes) await api.register(identity.routes)
  const { db } = database
  const idempotency = createIdempotency({ db, clock, isRequired: config.idempotencyRequired })
  const cursors = createCursors(config.cursorSecret)
  const shared = { db, clock, newId, cursors, idempotency }
  for (const resource of resources) {
    const prefix = `/v${versionOf(resource)}${resource.path}`
    const deprecation = deprecationOf(resource, resources)
    const serve: FastifyPluginAsync = async (scope) => {
      if (deprecation) addDeprecation(scope, deprecation, clock)
      await scope.register(resource.plugin(shared))
    }
    await api.register(serve, { prefix })
  }
  const isWhole = resources === registry
  if (isWhole) {
    const changes = createChanges(database, logger)
    addGraphql(api, graphqlResources, { ...common, dependencies: shared, userLimit, changes })
  }
  await api.ready()

  const management = config.management
    ? createServer({ ...common, access: ['public', 'management'] })
    : null
  if (management) {
    addHealthRoutes(management, { lifecycle, readiness, isDetailed: true })
    addProblemRoutes(management)
    addMetricsRoute(management, metrics)
    await addDocs(management, await openapiDocument(api))
    await management.ready()
  }

  return {
    api,
    management,
    async listen() {
      // The probes first: they tell when the rest can be reached.
      const { management: address } = config
      const managementAddress =
        management && address ? await management.listen(addressOf(address)) : null
      return { api: await api.listen(addressOf(config)), management: managementAddress }
    },
    async close() {
      await api.close()
      await identity.close?.()
      // Last, so that the shutdown can be watched.
      await management?.close()
      eventLoop.close()
    },
  }
}

function tagsOf(resources: readonly Resource[]) {
  return resources.flatMap(({ tag }) => (tag ? [{ ...tag }] : []))
}

/** For `localhost` Fastify opens a second server, on ::1, without the limits of the first. */
function addressOf({ host, port }: { readonly host: string; readonly port: number }) {
  return { host: host === 'localhost' ? '127.0.0.1' : host, port }
}
