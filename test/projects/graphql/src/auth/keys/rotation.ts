import { type AuthConfig, MAX_ACCESS_SECONDS } from '../config.ts'
import { TOLERANCE_SECONDS } from '../verifier.ts'
import { createKey, KeySetError, type SigningKey, signingKeyAt } from './key-set.ts'

/** For how long others may keep our public keys. One that is new is shown for longer before it signs. */
export const KEYS_MAX_AGE_SECONDS = 60

/** The keys as they are from now on, and what to tell whoever asked for it. */
export interface Rotation {
  readonly keys: readonly SigningKey[]
  readonly notice: string
}

/**
 * Adds a key that signs later, once every process has read it and whoever else keeps our public
 * keys has asked again; and drops those whose last token has expired. So no token is ever signed
 * with a key that somebody does not know yet, or does not know any more.
 */
export function rotate(
  keys: readonly SigningKey[],
  now: Date,
  { rereadSeconds }: Pick<AuthConfig, 'rereadSeconds'>,
): Rotation {
  const seconds = Math.floor(now.getTime() / 1_000)
  const coming = keys.find(({ signsFrom }) => signsFrom > seconds)
  if (coming) {
    const notice = `Nothing to do: ${coming.kid} signs from ${timeOf(coming)} on.`
    return { keys, notice }
  }
  const kept = keys.filter((key) => {
    const next = successorOf(keys, key)
    return !next || next.signsFrom + MAX_ACCESS_SECONDS + 2 * TOLERANCE_SECONDS > seconds
  })
  const delay = Math.max(2 * rereadSeconds, KEYS_MAX_AGE_SECONDS) + TOLERANCE_SECONDS
  const key = createKey(seconds + delay)
  const dropped = keys.filter((it) => !kept.includes(it)).map(({ kid }) => kid)
  const rest = dropped.length > 0 ? `Dropped: ${dropped.join(', ')}.` : 'None was to be dropped.'
  return { keys: [...kept, key], notice: `${key.kid} signs from ${timeOf(key)} on. ${rest}` }
}

/** Drops a key at once. Where none is left that signs, a new one does from this moment on. */
export function retire(keys: readonly SigningKey[], kid: string, now: Date): Rotation {
  const kept = keys.filter((key) => key.kid !== kid)
  if (kept.length === keys.length) throw new KeySetError(`has no key ${kid}`)
  const seconds = Math.floor(now.getTime() / 1_000)
  if (signingKeyAt(kept, seconds)) return { keys: kept, notice: `${kid} is gone.` }
  const key = createKey(seconds)
  return { keys: [...kept, key], notice: `${kid} is gone. ${key.kid} signs now.` }
}

/** The key that signs after this one. */
function successorOf(keys: readonly SigningKey[], key: SigningKey): SigningKey | undefined {
  const later = keys.filter(({ signsFrom }) => signsFrom > key.signsFrom)
  return later.toSorted((a, b) => a.signsFrom - b.signsFrom)[0]
}

function timeOf({ signsFrom }: SigningKey): string {
  return new Date(signsFrom * 1_000).toISOString()
}
