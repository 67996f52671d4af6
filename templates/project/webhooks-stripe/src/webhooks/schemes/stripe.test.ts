import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { SignatureError } from '../signature.ts'
import { stripeKey } from './stripe.key.ts'
import { stripeScheme } from './stripe.ts'

const SECRET = 'whsec_0123456789abcdefghijklmn'
const body = Buffer.from('{"id":"evt_1"}')
const window = { now: new Date(1_492_774_577_000), toleranceMs: 300_000 }
const keys = [Buffer.from(SECRET)]
// As https://docs.stripe.com/webhooks#verify-manually says: the time, a full stop, the body.
const signature = createHmac('sha256', SECRET).update('1492774577.{"id":"evt_1"}').digest('hex')

const verify = (header: string) =>
  stripeScheme.verify({ headers: { 'stripe-signature': header }, body }, keys, window)

describe('an event of Stripe', () => {
  it('is verified by one of several signatures, in whatever order', () => {
    const other = '0'.repeat(64)
    verify(`t=1492774577,v1=${signature}`)
    verify(`t=1492774577, v1=${other}, v1=${signature}, v0=${other}`)
    verify(`v1=${signature},t=1492774577`)
    expect(() => verify(`t=1492774577,v1=${other}`)).toThrow(SignatureError)
    expect(() => verify(`t=1492774577,v0=${signature}`)).toThrow(SignatureError)
  })

  it.each([
    [SECRET, true],
    ['whsec_0123456789abcde', false],
    ['sk_test_0123456789abcdefghijklmn', false],
    [`whsec_${'x'.repeat(251)}`, false],
  ])('%s as a secret: %s', (secret, isOne) => {
    expect(stripeKey.keyOf(secret) !== undefined).toBe(isOne)
  })
})
