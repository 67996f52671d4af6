import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

const CIPHER = 'aes-256-gcm'
const IV_BYTES = 12
const TAG_BYTES = 16

/** Closes what waits in the database, so that whoever reads only that learns nothing of it. */
export interface Seal {
  close(value: object): string
  /** @throws Error for what was closed with another secret, or changed */
  open(sealed: string): unknown
}

export function createSeal(secret: string): Seal {
  // A key of its own: what one purpose gives away says nothing of another.
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'mails that wait', 32))

  return {
    close(value) {
      const iv = randomBytes(IV_BYTES)
      const cipher = createCipheriv(CIPHER, key, iv)
      const text = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final()])
      return Buffer.concat([iv, cipher.getAuthTag(), text]).toString('base64url')
    },
    open(sealed) {
      const bytes = Buffer.from(sealed, 'base64url')
      const iv = bytes.subarray(0, IV_BYTES)
      const decipher = createDecipheriv(CIPHER, key, iv, { authTagLength: TAG_BYTES })
      try {
        decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES))
        const rest = bytes.subarray(IV_BYTES + TAG_BYTES)
        return JSON.parse(Buffer.concat([decipher.update(rest), decipher.final()]).toString('utf8'))
      } catch (error) {
        throw new Error('what waits cannot be opened: was CURSOR_SECRET changed?', { cause: error })
      }
    },
  }
}
