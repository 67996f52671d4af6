import { createPublicKey, type KeyObject } from 'node:crypto'
import type { SecurityEvents } from '../../observability/security-events.ts'
import type { Clock } from '../../shared/clock.ts'
import type { TrustedKey } from '../verifier.ts'
import { type SigningKey, signingKeyAt } from './key-set.ts'
import type { KeySource } from './key-source.ts'

/** The public half of a key, for whoever checks our tokens (RFC 7517, RFC 8037, RFC 9864). */
export interface PublicJwk {
  readonly kty: 'OKP'
  readonly crv: 'Ed25519'
  readonly alg: 'Ed25519'
  readonly use: 'sig'
  readonly kid: string
  readonly x: string
}

export interface KeyRingOptions {
  readonly source: KeySource
  readonly clock: Clock
  readonly events: SecurityEvents
  /** How often the source is read again. */
  readonly rereadSeconds: number
}

/** How often a name that nobody knows may have the source read, however many such tokens come. */
const COOL_DOWN_SECONDS = 5

interface Entry extends TrustedKey {
  readonly signing: SigningKey
  readonly key: KeyObject
}

export type KeyRing = Awaited<ReturnType<typeof createKeyRing>>

/**
 * Holds the keys of the project, and follows their source: a key that is added is known here before
 * it signs anywhere, one that is taken away is trusted no more. Close it, or it goes on looking.
 *
 * @throws KeySetError where there are no keys to begin with
 */
export async function createKeyRing(options: KeyRingOptions) {
  const { source, clock, events, rereadSeconds } = options
  let text = await source.read()
  let entries = entriesOf(source.parse(text), new Map())
  let readAt = clock.now().getTime()
  let reading: Promise<void> | undefined

  async function reread(): Promise<void> {
    readAt = clock.now().getTime()
    try {
      const latest = await source.read()
      if (latest === text) return
      entries = entriesOf(source.parse(latest), entries)
      text = latest
      events.record('auth.keys.changed', { count: entries.size })
    } catch (error) {
      // Whatever it is, those that there were still hold: nobody is logged out by a typing error.
      const reason = error instanceof Error ? error.message : undefined
      events.record('auth.keys.unusable', { reason, count: entries.size })
    }
  }

  /** Reads the source again, once at a time. */
  function refresh(): Promise<void> {
    reading ??= reread().finally(() => {
      reading = undefined
    })
    return reading
  }

  const isCool = () => clock.now().getTime() - readAt >= COOL_DOWN_SECONDS * 1_000
  const timer = source.canChange ? setInterval(refresh, rereadSeconds * 1_000).unref() : undefined

  return {
    refresh,
    /** The key that signs now. */
    signingKey(): SigningKey {
      const keys = [...entries.values()].map(({ signing }) => signing)
      const key = signingKeyAt(keys, clock.now().getTime() / 1_000)
      if (key) return key
      throw new Error('none of the keys signs yet')
    },
    /** The key of a name. One that is new is looked for in the source, but not all the time. */
    async find(kid: string | undefined): Promise<TrustedKey | undefined> {
      if (kid === undefined) return undefined
      if (!entries.has(kid) && source.canChange && (reading || isCool())) await refresh()
      return entries.get(kid)
    },
    /** What anybody may have, also of keys that do not sign yet. */
    publicKeys(): readonly PublicJwk[] {
      const shared = { kty: 'OKP', crv: 'Ed25519', alg: 'Ed25519', use: 'sig' } as const
      return [...entries.values()].map(({ signing: { kid, x } }) => ({ ...shared, kid, x }))
    },
    async close(): Promise<void> {
      clearInterval(timer)
      await reading
    },
  }

  /** What stays the same key stays the same entry. */
  function entriesOf(keys: readonly SigningKey[], before: ReadonlyMap<string, Entry>) {
    const made: [string, Entry][] = keys.map((signing) => {
      const { kid, x, privateKey } = signing
      const key = before.get(kid)?.signing.x === x ? before.get(kid)?.key : undefined
      const entry: Entry = {
        signing,
        key: key ?? createPublicKey(privateKey),
        isTrusted: () => entries.get(kid)?.signing.x === x,
      }
      return [kid, entry]
    })
    return new Map(made)
  }
}
