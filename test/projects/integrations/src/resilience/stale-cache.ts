import { MAX_STALE_ENTRIES, MAX_STALE_MS } from './limits.ts'

/** The last good answers of an operation, by what was asked. */
export interface StaleCache {
  keep(key: string, value: unknown): void
  /** The last good answer to the same question, unless it is too old. */
  find(key: string): { readonly value: unknown } | undefined
}

/** Keeps so many and no more: what was kept longest ago goes first. */
export function createStaleCache(
  now: () => number,
  maxEntries = MAX_STALE_ENTRIES,
  maxAgeMs = MAX_STALE_MS,
): StaleCache {
  const entries = new Map<string, { readonly value: unknown; readonly at: number }>()
  return {
    keep(key, value) {
      // Behind all others, in the order of a map.
      entries.delete(key)
      entries.set(key, { value, at: now() })
      const [oldest] = entries.keys()
      if (entries.size > maxEntries && oldest !== undefined) entries.delete(oldest)
    },
    find(key) {
      const entry = entries.get(key)
      if (!entry) return undefined
      if (now() - entry.at <= maxAgeMs) return { value: entry.value }
      entries.delete(key)
      return undefined
    },
  }
}
