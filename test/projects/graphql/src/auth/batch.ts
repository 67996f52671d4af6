import { setTimeout as wait } from 'node:timers/promises'
import { withoutDeadline } from '../shared/deadline.ts'
import { TimeoutError } from '../shared/errors.ts'

interface Waiting<Value> {
  readonly resolve: (value: Value | undefined) => void
  readonly reject: (reason: unknown) => void
}

/** So that one question never grows without bound. */
const MAX_KEYS = 500

/** So that one question whose answer got lost does not hold up everybody who comes after it. */
const TIMEOUT_MS = 5_000

/**
 * Asks one question for all who wait: while one is under way, those who come are collected for the
 * next. So what somebody is told was always read after they asked, however many ask at once, and
 * the database has one question at a time instead of one for each request.
 */
export function createBatch<Value>(
  load: (keys: readonly string[]) => Promise<ReadonlyMap<string, Value>>,
  timeoutMs = TIMEOUT_MS,
): (key: string) => Promise<Value | undefined> {
  const waiting = new Map<string, Waiting<Value>[]>()
  let isLoading = false

  async function loadAll(): Promise<void> {
    isLoading = true
    while (waiting.size > 0) {
      const batch = [...waiting].slice(0, MAX_KEYS)
      for (const [key] of batch) waiting.delete(key)
      try {
        const values = await within(timeoutMs, load(batch.map(([key]) => key)))
        for (const [key, those] of batch) for (const it of those) it.resolve(values.get(key))
      } catch (error) {
        for (const [, those] of batch) for (const it of those) it.reject(error)
      }
    }
    isLoading = false
  }

  return (key) =>
    new Promise((resolve, reject) => {
      const those = waiting.get(key)
      if (those) those.push({ resolve, reject })
      else waiting.set(key, [{ resolve, reject }])
      if (!isLoading) void withoutDeadline(loadAll)
    })
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  const abort = new AbortController()
  const late = wait(ms, undefined, { signal: abort.signal }).then(() => {
    throw new TimeoutError('database_timeout', 'The database took too long.')
  })
  try {
    return await Promise.race([work, late])
  } finally {
    abort.abort()
    late.catch(() => {})
  }
}
