import { describe, expect, it } from 'vitest'
import { SignatureError } from '../signature.ts'
import { standardKey } from './standard.key.ts'
import { standardScheme } from './standard.ts'

// The example that the libraries of Standard Webhooks are tested with:
// https://github.com/standard-webhooks/standard-webhooks/tree/main/libraries
const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
const SIGNATURE = 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE='
const headers = {
  'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  'webhook-timestamp': '1614265330',
  'webhook-signature': SIGNATURE,
}
const body = Buffer.from('{"test": 2432232314}')
const window = { now: new Date(1_614_265_330_000), toleranceMs: 300_000 }
const keys = [standardKey.keyOf(SECRET) ?? Buffer.alloc(0)]

describe('Standard Webhooks', () => {
  it('are verified as their own example is', () => {
    standardScheme.verify({ headers, body }, keys, window)
    const other = { ...headers, 'webhook-signature': SIGNATURE.replace('g0', 'g1') }
    expect(() => standardScheme.verify({ headers: other, body }, keys, window)).toThrow(
      SignatureError,
    )
  })

  it('may have several signatures, of which others are passed over', () => {
    const signatures = `v1a,abc v1,${'A'.repeat(43)}= ${SIGNATURE} v2,x`
    const several = { ...headers, 'webhook-signature': signatures }
    expect(() => standardScheme.verify({ headers: several, body }, keys, window)).not.toThrow()
  })

  it.each([
    [SECRET, true],
    [`whsec_${Buffer.alloc(64, 1).toString('base64')}`, true],
    [`whsec_${Buffer.alloc(23, 1).toString('base64')}`, false],
    [`whsec_${Buffer.alloc(65, 1).toString('base64')}`, false],
    [SECRET.replace('whsec_', ''), false],
    [`${SECRET}=`, false],
    ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS-', false],
  ])('%s as a secret: %s', (secret, isOne) => {
    expect(standardKey.keyOf(secret) !== undefined).toBe(isOne)
  })
})
