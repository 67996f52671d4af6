import type { KeyForm } from '../secrets.ts'

/** A secret of Standard Webhooks: 24 to 64 random bytes. */
export const standardKey: KeyForm = {
  expected: 'whsec_ and 24 to 64 random bytes in base64: echo "whsec_$(openssl rand -base64 32)"',
  keyOf(secret) {
    const text = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(secret)?.[1] ?? ''
    const key = Buffer.from(text, 'base64')
    const isWhole = key.toString('base64') === text
    return isWhole && key.length >= 24 && key.length <= 64 ? key : undefined
  },
}
