import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { forgedTokens, signToken } from '../../test/support/forged-tokens.ts'
import { stoppedClock } from '../../test/support/http.ts'
import { TokenRefusal } from './refusal.ts'
import { ACCESS_TOKEN_NAMES, createVerifier, type Trust } from './verifier.ts'

const { privateKey, publicKey } = generateKeyPairSync('ed25519')
const now = 1_800_000_000
const header = { alg: 'Ed25519', typ: 'at+jwt', kid: 'one' }
const claims = {
  iss: 'https://api.example.com',
  aud: 'my-api',
  sub: '0198c5d8-0000-7000-8000-0000000000a1',
  client_id: 'my-api',
  iat: now,
  exp: now + 600,
  jti: 'a',
}

function setUp(trust: Partial<Trust> = {}) {
  const clock = stoppedClock()
  clock.advance(now * 1_000)
  let isTrusted = true
  let found = 0
  const verify = createVerifier(
    {
      issuer: claims.iss,
      audience: claims.aud,
      algorithms: ['Ed25519'],
      types: ['at+jwt'],
      names: ACCESS_TOKEN_NAMES,
      findKey: ({ kid }) => {
        found += 1
        return kid === 'one' ? { key: publicKey, isTrusted: () => isTrusted } : undefined
      },
      ...trust,
    },
    clock,
  )
  return {
    clock,
    verify,
    withdraw: () => {
      isTrusted = false
    },
    lookups: () => found,
  }
}

const good = () => signToken(header, claims, privateKey)

test('a good token is believed, and is what it says', async () => {
  expect(await setUp().verify(good())).toEqual(claims)
})

describe('a forged token', () => {
  const { verify } = setUp()
  test.each(forgedTokens({ header, claims, key: privateKey }))(
    'is refused: %s',
    async (_, token) => {
      await expect(verify(token)).rejects.toBeInstanceOf(TokenRefusal)
      // Not the second time either, when something of it may be remembered.
      await expect(verify(token)).rejects.toBeInstanceOf(TokenRefusal)
    },
  )

  test.each(['client_id', 'jti'])('is refused: %s missing, or no name', async (name) => {
    for (const value of [undefined, '', 1, null]) {
      const token = signToken(header, { ...claims, [name]: value }, privateKey)
      await expect(verify(token)).rejects.toMatchObject({ reason: 'claims' })
    }
  })

  test('has its key looked for under its name, and in no file and no address', async () => {
    const attempt = setUp()
    const token = signToken({ ...header, jku: 'https://attacker.example' }, claims, privateKey)
    await expect(attempt.verify(token)).rejects.toMatchObject({ reason: 'form' })
    expect(attempt.lookups()).toBe(0)
  })
})

describe('the time', () => {
  test('may differ by half a minute between two machines, and by no more', async () => {
    const { verify, clock } = setUp()
    const early = signToken(header, { ...claims, iat: now + 30, nbf: now + 30 }, privateKey)
    await verify(early)
    clock.advance(-1_000)
    const { verify: elsewhere } = setUp()
    const earlier = signToken(header, { ...claims, iat: now + 31 }, privateKey)
    await expect(elsewhere(earlier)).rejects.toMatchObject({ reason: 'time' })
  })

  test('ends a token that was believed before', async () => {
    const { verify, clock } = setUp()
    const token = good()
    await verify(token)
    clock.advance(629_000)
    await verify(token)
    clock.advance(1_000)
    await expect(verify(token)).rejects.toMatchObject({ reason: 'expired' })
  })
})

describe('a token that was believed', () => {
  test('is not checked again', async () => {
    const { verify, lookups } = setUp()
    const token = good()
    for (let again = 0; again < 5; again += 1) await verify(token)
    expect(lookups()).toBe(1)
  })

  test('is checked again when its key is withdrawn', async () => {
    const { verify, withdraw, lookups } = setUp()
    const token = good()
    await verify(token)
    withdraw()
    await verify(token)
    expect(lookups()).toBe(2)
  })
})

test('one algorithm is not taken for another, though the key would do', async () => {
  const { verify } = setUp({ algorithms: ['EdDSA'] })
  await expect(verify(good())).rejects.toMatchObject({ reason: 'algorithm' })
})
