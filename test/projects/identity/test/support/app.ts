import { rm } from 'node:fs/promises'
import type { FastifyInstance } from 'fastify'
import type { Kysely } from 'kysely'
import { buildApp } from '../../src/app.ts'
import type { Config } from '../../src/config.ts'
import type { DatabaseHandle } from '../../src/database/connection.ts'
import type { Database } from '../../src/database/database.ts'
import type { Identify, Identity } from '../../src/http/identity.ts'
import { createIdentity } from '../../src/identify.ts'
import { createLifecycle, type Lifecycle } from '../../src/lifecycle.ts'
import type { EventLoop } from '../../src/observability/event-loop.ts'
import { createLogger } from '../../src/observability/logger.ts'
import { resources as registry } from '../../src/resources/index.ts'
import type { Resource } from '../../src/resources/resource.ts'
import { type Clock, systemClock } from '../../src/shared/clock.ts'
import { type NewId, newId } from '../../src/shared/id.ts'
import type { Principal } from '../../src/shared/principal.ts'
import { testConfig } from './config.ts'
import { createTestDatabase } from './database.ts'
import { identifyIn } from './identity.ts'

export interface TestAppOptions {
  /** Environment variables on top of those of `testConfig`. */
  readonly env?: Readonly<Record<string, string>>
  readonly clock?: Clock
  readonly newId?: NewId
  /** Who makes the requests that do not say it with `signedIn`; by default nobody. */
  readonly caller?: Principal
  /** Instead of believing what a test says: another way to tell who calls, or that of the project. */
  readonly identify?: Identify | 'own'
  /** Other ways to tell, where a test is about them; those of the project believe what a test says. */
  readonly guards?: Identity['guards']
  /** Told of who is refused, where a test is about that. */
  readonly denied?: Identity['denied'] | undefined
  /** Instead of that of the process. */
  readonly eventLoop?: EventLoop
  /** Instead of the registry. */
  readonly resources?: readonly Resource[]
  /** Instead of a new database. Whoever brings one closes it. */
  readonly database?: DatabaseHandle
  /** By default the application is ready. */
  readonly lifecycle?: Lifecycle
}

export interface TestApp {
  /** The public listener: `app.api.inject({ method: 'GET', url: '/v1/…' })`. */
  readonly api: FastifyInstance
  readonly management: FastifyInstance | null
  readonly config: Config
  readonly database: DatabaseHandle
  readonly db: Kysely<Database>
  readonly lifecycle: Lifecycle
  /** The time that it goes by. */
  readonly clock: Clock
  /** What was logged so far, parsed. */
  readonly logs: readonly Readonly<Record<string, unknown>>[]
  /** Starts listening on free ports of this machine; answers their addresses. */
  listen(): Promise<{ api: string; management: string | null }>
  close(): Promise<void>
}

/** The whole application on a database of its own. Close it in `afterAll`. */
export async function createTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const config = testConfig({ LOG_LEVEL: 'trace', ...options.env })
  const logs: Record<string, unknown>[] = []
  const logger = await createLogger(config, {
    write: (line: string) => void logs.push(JSON.parse(line)),
  })
  const database = options.database ?? (await createTestDatabase())
  const lifecycle = options.lifecycle ?? createLifecycle()
  if (!options.lifecycle) lifecycle.ready()

  const shared = {
    config,
    logger,
    database,
    clock: options.clock ?? clockBeforeTheEnd(options.resources ?? registry),
    newId: options.newId ?? newId,
  }
  // What the project brings is not what a test of other resources is about.
  const own = options.resources ? undefined : await createIdentity(shared)
  const app = await buildApp({
    ...shared,
    lifecycle,
    identity: identityFor(options, own),
    ...(options.eventLoop && { eventLoop: options.eventLoop }),
    ...(options.resources && { resources: options.resources, webhooks: [] }),
  })
  await Promise.all([app.api.ready(), app.management?.ready()])

  return {
    api: app.api,
    management: app.management,
    config,
    database,
    db: database.db,
    lifecycle,
    clock: shared.clock,
    logs,
    listen: () => app.listen(),
    async close() {
      await app.close()
      if (!options.env?.DATA_DIR) await rm(config.dataDir, { recursive: true, force: true })
      if (!options.database) await database.close()
    },
  }
}

/** The identity of the project, which believes what a test says, unless the test is about it. */
function identityFor(options: TestAppOptions, own: Identity | undefined): Identity {
  if (options.identify === 'own' && own) return own
  const identify =
    typeof options.identify === 'function' ? options.identify : identifyIn(options.caller)
  const names = Object.keys(own?.guards ?? {})
  const guards = Object.fromEntries(names.map((name) => [name, identify] as const))
  const { denied } = options
  return { ...own, identify, guards: { ...guards, ...options.guards }, ...(denied && { denied }) }
}

/** The time, which stands still before a version ends: its tests hold for as long as it is there. */
function clockBeforeTheEnd(resources: readonly Resource[]): Clock {
  const ends = resources.flatMap(({ supersedes }) =>
    supersedes ? [new Date(supersedes.until).getTime()] : [],
  )
  return {
    now: () => new Date(Math.min(systemClock.now().getTime(), ...ends.map((end) => end - 1))),
  }
}
