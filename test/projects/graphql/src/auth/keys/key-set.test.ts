import { createPrivateKey, generateKeyPairSync } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { createKey, KeySetError, parseKeySet, printKeySet, signingKeyAt } from './key-set.ts'

const jwk = () => {
  const [key] = JSON.parse(printKeySet([createKey(0)])).keys
  return key as Record<string, unknown>
}
const published = (d: string) => {
  const prefix = '302e020100300506032b657004220420'
  const der = Buffer.concat([Buffer.from(prefix, 'hex'), Buffer.from(d, 'base64url')])
  const key = createPrivateKey({ format: 'der', type: 'pkcs8', key: der })
  return { ...key.export({ format: 'jwk' }), kid: 'a', signs_from: 0 }
}

test('a set is read as it was written', () => {
  const keys = [createKey(1), createKey(2)]
  const read = parseKeySet(printKeySet(keys))
  expect(read.map(({ kid, x, signsFrom }) => ({ kid, x, signsFrom }))).toEqual(
    keys.map(({ kid, x, signsFrom }) => ({ kid, x, signsFrom })),
  )
  expect(printKeySet(read)).toBe(printKeySet(keys))
})

describe('a set is refused', () => {
  const refused: [string, () => unknown][] = [
    ['no set', () => 'secret'],
    ['an empty text', () => ''],
    ['a list', () => [jwk()]],
    ['null', () => null],
    ['no keys', () => ({ keys: [] })],
    ['keys that are no list', () => ({ keys: jwk() })],
    ['no private half', () => ({ keys: [{ ...jwk(), d: undefined }] })],
    ['a short secret', () => ({ keys: [{ ...jwk(), d: 'c2VjcmV0' }] })],
    [
      '31 bytes',
      () => ({ keys: [{ ...jwk(), d: Buffer.alloc(31, 'a1b2').toString('base64url') }] }),
    ],
    ['padding', () => ({ keys: [{ ...jwk(), d: `${jwk().d}=` }] })],
    ['a symmetric key', () => ({ keys: [{ kty: 'oct', k: 'changeme', kid: 'a', signs_from: 0 }] })],
    ['a key of another curve', () => ({ keys: [{ ...jwk(), crv: 'X25519' }] })],
    [
      'an RSA key',
      () => ({
        keys: [
          {
            ...generateKeyPairSync('rsa', { modulusLength: 2_048 }).privateKey.export({
              format: 'jwk',
            }),
            kid: 'a',
            signs_from: 0,
          },
        ],
      }),
    ],
    ['no name', () => ({ keys: [{ ...jwk(), kid: undefined }] })],
    ['a name that is a path', () => ({ keys: [{ ...jwk(), kid: '../a' }] })],
    ['no time', () => ({ keys: [{ ...jwk(), signs_from: undefined }] })],
    ['a time that is a text', () => ({ keys: [{ ...jwk(), signs_from: '0' }] })],
    ['halves of two keys', () => ({ keys: [{ ...jwk(), x: jwk().x }] })],
    [
      'two keys of one name',
      () => ({
        keys: [
          { ...jwk(), kid: 'a' },
          { ...jwk(), kid: 'a' },
        ],
      }),
    ],
    ['a key of zeros', () => ({ keys: [published(Buffer.alloc(32).toString('base64url'))] })],
    [
      'the key of RFC 8037',
      () => ({ keys: [published('nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A')] }),
    ],
    [
      'the second key of RFC 8032',
      () => ({ keys: [published('TM0Imyj_ltqdtsNG7BFOD1uKMZ81q6Yk2oz27U-4pvs')] }),
    ],
    [
      'the third key of RFC 8032',
      () => ({ keys: [published('xaqN9D-fg3vtt0QvMdy3sWbThTUHbwlLhc46LgtEWPc')] }),
    ],
    [
      'the key of RFC 9421',
      () => ({ keys: [published('n4Ni-HpISpVObnQMW0wOhCKROaIKqKtW_2ZYb2p9KcU')] }),
    ],
  ]

  test.each(refused)('that has %s', (_, make) => {
    const given = make()
    const text = typeof given === 'string' ? given : JSON.stringify(given)
    expect(() => parseKeySet(text)).toThrow(KeySetError)
  })

  test('and no part of a key is in what is said of it', () => {
    const bad = { ...jwk(), x: jwk().x }
    const { d } = bad as { d?: string }
    expect(d).toHaveLength(43)
    expect(() => parseKeySet(JSON.stringify({ keys: [bad] }))).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining(String(d)) }),
    )
  })
})

test('of the keys whose time has come the newest signs', () => {
  const [old, current, coming] = [createKey(100), createKey(200), createKey(300)]
  const keys = [current, coming, old]
  expect(signingKeyAt(keys, 99)).toBeUndefined()
  expect(signingKeyAt(keys, 199)).toBe(old)
  expect(signingKeyAt(keys, 200)).toBe(current)
  expect(signingKeyAt(keys, 300)).toBe(coming)
})
