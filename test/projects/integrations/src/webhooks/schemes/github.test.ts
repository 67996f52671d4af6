import { describe, expect, it } from 'vitest'
import { SignatureError } from '../signature.ts'
import { githubKey } from './github.key.ts'
import { githubScheme } from './github.ts'

// The example of GitHub's documentation:
// https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries
const SECRET = "It's a Secret to Everybody"
const DIGEST = '757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17'
const headers = {
  'x-github-event': 'push',
  'x-github-delivery': '72d3162e-cc78-11e3-81ab-4c9367dc0958',
  'x-hub-signature-256': `sha256=${DIGEST}`,
}
const body = Buffer.from('Hello, World!')
const window = { now: new Date(0), toleranceMs: 0 }

describe('a delivery of GitHub', () => {
  it('is verified as their own example is', () => {
    const keys = [Buffer.from(SECRET)]
    githubScheme.verify({ headers, body }, keys, window)
    const other = { ...headers, 'x-hub-signature-256': `sha256=${DIGEST.replace('757', '758')}` }
    expect(() => githubScheme.verify({ headers: other, body }, keys, window)).toThrow(
      SignatureError,
    )
  })

  it('is known again by its body, whatever it is called', () => {
    const renamed = { ...headers, 'x-github-delivery': 'another' }
    const ids = [headers, renamed].map((of) => githubScheme.read({ headers: of, body }, {}).id)
    expect(ids[0]).toBe(ids[1])
    const other = githubScheme.read({ headers, body: Buffer.from('Hello, World?') }, {})
    expect(other.id).not.toBe(ids[0])
  })

  it.each([
    ['f3a9'.repeat(16), true],
    ['x'.repeat(16), true],
    ['x'.repeat(15), false],
    ['x'.repeat(257), false],
    [SECRET, false],
  ])('%s as a secret: %s', (secret, isOne) => {
    // The one of the example has blanks, which a list of secrets in a variable cannot keep apart.
    expect(githubKey.keyOf(secret) !== undefined).toBe(isOne)
  })
})
