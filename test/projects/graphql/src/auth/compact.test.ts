import { expect, test } from 'vitest'
import { MAX_TOKEN_LENGTH, readHeader } from './compact.ts'

// This does not rely on the library that checks the signature: it would refuse some of these too.

const encode = (part: string | Buffer) => Buffer.from(part).toString('base64url')
const header = '{"alg":"Ed25519","typ":"at+jwt","kid":"a"}'
const [head, body, signature] = [header, '{"sub":"b"}', 'signature'].map(encode)

test('the header of a token is read', () => {
  const read = { alg: 'Ed25519', typ: 'at+jwt', kid: 'a' }
  expect(readHeader(`${head}.${body}.${signature}`)).toEqual(read)
  const nameless = encode('{"alg":"RS256","typ":"JWT","x5t":"c"}')
  expect(readHeader(`${nameless}.${body}.${signature}`)).toMatchObject({ alg: 'RS256', typ: 'JWT' })
})

const invalid = Buffer.concat([
  Buffer.from('{"alg":"Ed25519","typ":"at+jwt","kid":"'),
  Buffer.of(0xc3),
  Buffer.from('"}'),
])

test.each([
  ['nothing', ''],
  ['one part', head],
  ['two parts', `${head}.${body}`],
  ['an empty header', `.${body}.${signature}`],
  ['an empty signature', `${head}.${body}.`],
  ['four parts', `${head}.${body}.${signature}.${signature}`],
  ['a point at the end', `${head}.${body}.${signature}.`],
  ['a million points', '.'.repeat(1_000_000)],
  ['a header that is no UTF-8', `${encode(invalid)}.${body}.${signature}`],
  ['claims that are no UTF-8', `${head}.${encode(invalid)}.${signature}`],
  ['padding', `${head}==.${body}.${signature}`],
  ['a line break', `${head}\n.${body}.${signature}`],
  ['letters of standard base64', `${head}.${body}.+/+/`],
  ['a kid that is a number', `${encode('{"alg":"Ed25519","typ":"at+jwt","kid":1}')}.${body}.a`],
  ['no alg', `${encode('{"typ":"at+jwt"}')}.${body}.${signature}`],
  ['no typ', `${encode('{"alg":"Ed25519"}')}.${body}.${signature}`],
  ['a kid twice', `${encode(`${header.slice(0, -1)},"kid":"b"}`)}.${body}.${signature}`],
  ['a claim twice', `${head}.${encode('{"sub":"a","sub":"b"}')}.${signature}`],
  ['a letter too many', `${head}.${body}.${'A'.repeat(MAX_TOKEN_LENGTH)}`],
])('%s is no token', (_, token) => {
  expect(readHeader(token ?? '')).toBeUndefined()
})

test.each(['b64', 'crit', 'jku', 'jwk', 'x5c', 'x5u'])('%s in a header is refused', (name) => {
  const brought = encode(`${header.slice(0, -1)},"${name}":null}`)
  expect(readHeader(`${brought}.${body}.${signature}`)).toBeUndefined()
})
