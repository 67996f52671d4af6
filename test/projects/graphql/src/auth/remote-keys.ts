import { createLocalJWKSet, errors, type JSONWebKeySet } from 'jose'
import type { Clock } from '../shared/clock.ts'
import { UnavailableError } from '../shared/errors.ts'
import type { TokenHeader } from './compact.ts'
import type { Trust, TrustedKey } from './verifier.ts'

const TIMEOUT_MS = 5_000
/** More than a set of keys ever has, and no more than we are willing to hold. */
const MAX_BYTES = 65_536
const FRESH_MS = 10 * 60 * 1_000
/** For how long keys are believed that cannot be asked for again. */
const STALE_MS = 60 * 60 * 1_000
/** How often a name that nobody knows may have the keys asked for. */
const COOL_DOWN_MS = 30_000

type FindKey = Trust['findKey']
interface Fetched {
  readonly findKey: FindKey
  readonly at: number
}

/** Finds keys in a set that is given once and for all. */
export function createGivenKeys(jwks: JSONWebKeySet, isTrusted = () => true): FindKey {
  const find = createLocalJWKSet(jwks)
  return async (header: TokenHeader): Promise<TrustedKey | undefined> => {
    try {
      return { key: await find({ ...header, kid: header.kid as string }), isTrusted }
    } catch (error) {
      // None of them, or several: either way it is not said which one it is.
      if (error instanceof errors.JOSEError) return undefined
      throw error
    }
  }
}

/**
 * Finds keys in the set that an issuer shows under an address. It is asked every ten minutes, and
 * when a name is new, though not at the pleasure of whoever makes up names. Where it is down, the
 * keys that there are go on for an hour.
 */
export function createRemoteKeys(
  address: URL,
  clock: Clock,
  fetchSet: (address: URL) => Promise<JSONWebKeySet> = fetchKeySet,
): FindKey {
  let current: Fetched | undefined
  let triedAt = Number.NEGATIVE_INFINITY
  let fetching: Promise<void> | undefined

  const ageOf = (time: number) => clock.now().getTime() - time

  async function fetchAnew(): Promise<void> {
    triedAt = clock.now().getTime()
    try {
      const jwks = await fetchSet(address)
      const fetched: Fetched = {
        findKey: createGivenKeys(jwks, () => current === fetched),
        at: clock.now().getTime(),
      }
      current = fetched
    } catch (cause) {
      if (current && ageOf(current.at) < STALE_MS) return
      throw new UnavailableError('keys_unavailable', 'Tokens cannot be checked.', { cause })
    }
  }

  function refresh(): Promise<void> {
    fetching ??= fetchAnew().finally(() => {
      fetching = undefined
    })
    return fetching
  }

  return async (header) => {
    const isCool = ageOf(triedAt) >= COOL_DOWN_MS
    if (!current || ageOf(current.at) >= STALE_MS) await refresh()
    else if (ageOf(current.at) >= FRESH_MS && isCool) await refresh()
    const found = await current?.findKey(header)
    if (found || (!fetching && ageOf(triedAt) < COOL_DOWN_MS)) return found
    await refresh()
    return current?.findKey(header)
  }
}

async function fetchKeySet(address: URL): Promise<JSONWebKeySet> {
  return (await fetchJson(address)) as JSONWebKeySet
}

/**
 * Gets JSON that somebody else shows, of at most 64 KiB and within five seconds.
 *
 * @throws Error where it cannot be had
 */
export async function fetchJson(address: URL): Promise<unknown> {
  const response = await fetch(address, {
    headers: { accept: 'application/jwk-set+json, application/json' },
    // Who may say which keys are trusted is this address, and nobody that it points to.
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  })
  if (response.status !== 200 || !response.body) throw new Error(`answered ${response.status}`)
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body) {
    size += chunk.length
    if (size > MAX_BYTES) throw new Error('is more than is taken')
    chunks.push(chunk)
  }
  return JSON.parse(Buffer.concat(chunks).toString('utf8'))
}
