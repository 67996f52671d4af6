import { Agent, fetch, type RequestInit } from 'undici'
import { outsideTransaction } from '../database/transaction.ts'
import type { IntegrationMetrics } from '../observability/integration-metrics.ts'
import type { Logger } from '../observability/logger.ts'
import { currentDeadline } from '../shared/deadline.ts'
import type { NewId } from '../shared/id.ts'
import { readAnswer } from './answer.ts'
import type { Answered, CallOptions } from './call.ts'
import type { TargetConfig } from './config.ts'
import {
  type IntegrationError,
  IntegrationUnavailableError,
  isIntegrationError,
  isOutage,
} from './errors.ts'
import { addressOf, bodyOf, type Operation } from './operation.ts'
import { createPolicy, type Policy } from './policy.ts'
import { createStaleCache, type StaleCache } from './stale-cache.ts'

/** A third party that is called. */
export interface Target {
  /**
   * Calls it, and answers with what it says or with what stands in for it.
   *
   * @throws IntegrationError where it does not answer, and nothing stands in for it
   */
  call<T>(operation: Operation, input: object, options?: CallOptions): Promise<Answered<T>>
  readonly state: Policy['state']
  /** Closes the connections. */
  close(): Promise<void>
}

export interface TargetParts {
  readonly integration: string
  readonly config: TargetConfig
  readonly logger: Pick<Logger, 'info' | 'warn'>
  readonly metrics: IntegrationMetrics
  readonly newId: NewId
  /** For a test. */
  readonly random?: () => number
}

/** One of them for each third party: its circuit, its connections and its bounds are its own. */
export function createTarget({ integration, config, ...parts }: TargetParts): Target {
  const { logger, metrics, newId, random } = parts
  const { url, token, timeoutMs, concurrency } = config
  const agent = new Agent({
    connections: concurrency,
    connect: { timeout: timeoutMs },
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
  })
  const caches = new Map<string, StaleCache>()
  metrics.stateChanged(integration, 'closed')
  const policy = createPolicy({
    integration,
    ...config,
    ...(random && { random }),
    stateChanged(state) {
      metrics.stateChanged(integration, state)
      const level = state === 'open' ? 'warn' : 'info'
      logger[level]({ event: 'integration.circuit', integration, state }, 'the circuit changed')
    },
  })

  function cacheOf({ name }: Operation): StaleCache {
    const cache = caches.get(name) ?? createStaleCache(Date.now)
    caches.set(name, cache)
    return cache
  }

  async function send(
    operation: Operation,
    request: { readonly address: URL; readonly init: RequestInit },
    signal: AbortSignal,
  ): Promise<unknown> {
    try {
      const response = await fetch(request.address, { ...request.init, signal })
      return await readAnswer(integration, response, operation.answer)
    } catch (error) {
      if (isIntegrationError(error) || signal.aborted) throw error
      throw unreachable(error)
    }
  }

  function unreachable(cause: unknown): Error {
    const isPassing = !isAboutCertificates(cause)
    return new IntegrationUnavailableError(`${integration} cannot be reached`, { cause, isPassing })
  }

  function requestOf(
    operation: Operation,
    input: Readonly<Record<string, unknown>>,
    { idempotencyKey = newId(), requestId, traceparent }: CallOptions,
  ) {
    if (url === undefined) {
      throw new IntegrationUnavailableError(`the address of ${integration} is not set`)
    }
    const body = bodyOf(operation, input)
    const headers = {
      accept: 'application/json',
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(operation.sendsKey && { 'idempotency-key': idempotencyKey }),
      ...(requestId !== undefined && { 'x-request-id': requestId }),
      ...(traceparent !== undefined && { traceparent }),
    }
    const { method } = operation
    const init = { method, headers, redirect: 'manual', dispatcher: agent } as const
    const address = addressOf(url, operation, input)
    return { address, init: body === undefined ? init : { ...init, body } }
  }

  return {
    get state() {
      return policy.state
    },
    async call<T>(operation: Operation, given: object, options: CallOptions = {}) {
      outsideTransaction(`a call of ${integration}`)
      const input = given as Readonly<Record<string, unknown>>
      const labels = { integration, operation: operation.name }
      try {
        const request = requestOf(operation, input, options)
        const value = await policy.execute((signal) => send(operation, request, signal), {
          isIdempotent: operation.isIdempotent,
          signal: options.signal ?? currentDeadline()?.signal,
          retried: () => metrics.retried(labels),
        })
        metrics.called(labels, 'success')
        if (operation.fallback.kind === 'stale') cacheOf(operation).keep(keyOf(input), value)
        return { value: value as T, source: 'live' as const }
      } catch (error) {
        if (!isIntegrationError(error)) throw error
        metrics.called(labels, error.outcome)
        const instead = isOutage(error) ? standIn(operation, input) : undefined
        if (!instead) throw error
        metrics.fellBack(labels, instead.source)
        logger.warn({ event: 'integration.fallback', ...labels, ...describe(error, instead) })
        return { value: instead.value as T, source: instead.source }
      }
    },
    async close() {
      await agent.destroy()
    },
  }

  function standIn(operation: Operation, input: Readonly<Record<string, unknown>>) {
    const { fallback } = operation
    if (fallback.kind === 'default') return { value: fallback.value, source: fallback.kind }
    const kept = fallback.kind === 'stale' ? cacheOf(operation).find(keyOf(input)) : undefined
    return kept && { value: kept.value, source: 'stale' as const }
  }
}

function describe({ outcome, message }: IntegrationError, { source }: { readonly source: string }) {
  return { outcome, source, reason: message }
}

function keyOf(input: Readonly<Record<string, unknown>>): string {
  return JSON.stringify(Object.entries(input).sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** Another try meets the same certificate. */
function isAboutCertificates(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error ? String(error.code) : ''
  return (
    /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS|ERR_SSL|EPROTO/.test(code) ||
    isAboutCertificates(error.cause)
  )
}
