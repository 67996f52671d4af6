import { setTimeout as wait } from 'node:timers/promises'
import type { FastifyInstance, FastifyReply } from 'fastify'
import type { DatabaseHandle } from '../database/connection.ts'
import type { Lifecycle } from '../lifecycle.ts'
import type { Clock } from '../shared/clock.ts'
import { withoutDeadline } from '../shared/deadline.ts'
import { sendProblem } from './error-handler.ts'

type Checks = {
  readonly database: 'ok' | 'failing'
  readonly migrations: 'applied' | 'pending' | 'unknown'
}
type Readiness = () => Promise<Checks>

/** Short of the second that probes commonly wait for. */
const PING_TIMEOUT_MS = 900

/** So that probes of many load balancers, or of an attacker, do not become load on the database. */
const CACHE_MS = 1_000

/**
 * Asks whether the database can be used: at most once a second and once at a time, however many
 * ask. Third parties are not asked: when one is down, restarting or idling this process helps no one.
 */
export function createReadiness(
  database: Pick<DatabaseHandle, 'ping' | 'migrationsApplied'>,
  clock: Clock,
  pingTimeoutMs = PING_TIMEOUT_MS,
): Readiness {
  let last: { readonly checks: Checks; readonly until: number } | undefined
  let pending: Promise<Checks> | undefined
  let isMigrated = false

  async function check(): Promise<Checks> {
    const signal = AbortSignal.timeout(pingTimeoutMs)
    try {
      await within(pingTimeoutMs, database.ping(signal))
      isMigrated ||= await within(pingTimeoutMs, database.migrationsApplied())
      return { database: 'ok', migrations: isMigrated ? 'applied' : 'pending' }
    } catch {
      return { database: 'failing', migrations: isMigrated ? 'applied' : 'unknown' }
    }
  }

  return async () => {
    if (last && clock.now().getTime() < last.until) return last.checks
    // For all who ask meanwhile, so none of them ends it by hanging up.
    pending ??= withoutDeadline(check).finally(() => {
      pending = undefined
    })
    const checks = await pending
    last = { checks, until: clock.now().getTime() + CACHE_MS }
    return checks
  }
}

function within<T>(ms: number, work: Promise<T>): Promise<T> {
  const late = wait(ms, undefined, { ref: false }).then(() => {
    throw new Error(`no answer within ${ms} ms`)
  })
  return Promise.race([work, late])
}

export interface HealthOptions {
  readonly lifecycle: Pick<Lifecycle, 'phase'>
  readonly readiness: Readiness
  /** Whether to say what is wrong. The public is only told that something is. */
  readonly isDetailed: boolean
}

/** The three questions of an orchestrator: is it up, may it get requests, must it be restarted. */
export function addHealthRoutes(
  app: FastifyInstance,
  { lifecycle, readiness, isDetailed }: HealthOptions,
): void {
  const route = {
    // Probes ask all day; their lines would hide the others.
    logLevel: 'warn',
    schema: { hide: true },
    config: { access: 'public', rateLimit: false },
  } as const

  function answer(reply: FastifyReply, isOk: boolean, details: object): FastifyReply {
    const members = isDetailed ? { phase: lifecycle.phase, ...details } : {}
    if (!isOk) return sendProblem(reply, { kind: 'unavailable', members })
    return reply.send({ status: 'ok', ...members })
  }

  // Whatever this process depends on may be down: a restart would not bring it back.
  app.get('/health/live', route, (_request, reply) => answer(reply, true, {}))

  app.get('/health/startup', route, (_request, reply) =>
    answer(reply, lifecycle.phase !== 'starting', {}),
  )

  app.get('/health/ready', route, async (_request, reply) => {
    if (lifecycle.phase !== 'ready') return answer(reply, false, {})
    const checks = await readiness()
    const isOk = checks.database === 'ok' && checks.migrations === 'applied'
    return answer(reply, isOk, { checks })
  })
}
