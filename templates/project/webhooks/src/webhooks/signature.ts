import { createHmac, timingSafeEqual } from 'node:crypto'
import type { SignedRequest, TimeWindow } from './scheme.ts'

/** Why a request is not believed. */
export type Refusal = 'missing_signature' | 'invalid_signature' | 'stale_timestamp'

const messages: Readonly<Record<Refusal, string>> = {
  missing_signature: 'A header that signs the request is missing, or cannot be read.',
  invalid_signature: 'The signature is not one of this body by a secret that is known here.',
  stale_timestamp: 'The request was signed too long ago, or by a clock that is ahead.',
}

/** A request is not signed by whom it should be, or not now. */
export class SignatureError extends Error {
  override readonly name = 'SignatureError'
  readonly reason: Refusal

  constructor(reason: Refusal) {
    super(messages[reason])
    this.reason = reason
  }
}

/** A header that stands there once; Node has put several of one name together. */
export function headerOf({ headers }: SignedRequest, name: string): string {
  const value = headers[name]
  if (typeof value === 'string' && value !== '') return value
  throw new SignatureError('missing_signature')
}

/**
 * Whether one of the signatures is an HMAC-SHA256 of the parts by one of the keys. It takes as long
 * wherever they differ, so that none can be guessed byte by byte.
 */
export function isSigned(
  signatures: readonly Buffer[],
  keys: readonly Buffer[],
  parts: readonly (string | Buffer)[],
): boolean {
  return keys.some((key) => {
    const hmac = createHmac('sha256', key)
    for (const part of parts) hmac.update(part)
    const expected = hmac.digest()
    return signatures.some((it) => it.length === expected.length && timingSafeEqual(it, expected))
  })
}

/** @throws SignatureError where a time, in seconds, is too far from now */
export function checkTime(seconds: number, { now, toleranceMs }: TimeWindow): void {
  if (Math.abs(now.getTime() - seconds * 1_000) <= toleranceMs) return
  throw new SignatureError('stale_timestamp')
}
