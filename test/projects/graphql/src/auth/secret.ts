import { createHash, randomBytes } from 'node:crypto'

/** What somebody is given to show later: 256 random bits, which say nothing and cannot be guessed. */
export function createSecret(): string {
  return randomBytes(32).toString('base64url')
}

/**
 * What is kept of a secret. A plain digest is enough: nobody searches 256 random bits, as they would
 * search passwords. And it is the same each time, so that the secret is found by it.
 */
export function digestOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest()
}
