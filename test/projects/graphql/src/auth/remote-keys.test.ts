import { generateKeyPairSync } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { JSONWebKeySet } from 'jose'
import { describe, expect, onTestFinished, test } from 'vitest'
import { stoppedClock } from '../../test/support/http.ts'
import { createRemoteKeys } from './remote-keys.ts'

const address = new URL('https://id.example.com/keys')
const jwkOf = (kid: string) => {
  const { publicKey } = generateKeyPairSync('ed25519')
  return { ...publicKey.export({ format: 'jwk' }), kid, alg: 'Ed25519' }
}
const headerOf = (kid: string) => ({ alg: 'Ed25519', typ: 'at+jwt', kid })

/** Keys of an issuer that a test can change, or take down. */
function issuerWith(...first: string[]) {
  const clock = stoppedClock()
  const keys = new Map(first.map((kid) => [kid, jwkOf(kid)]))
  let isUp = true
  let asked = 0
  const findKey = createRemoteKeys(address, clock, async (): Promise<JSONWebKeySet> => {
    asked += 1
    if (!isUp) throw new Error('ECONNREFUSED')
    return { keys: [...keys.values()] }
  })
  return {
    clock,
    keys,
    find: async (kid: string) => findKey(headerOf(kid)),
    asked: () => asked,
    setUp: (next: boolean) => {
      isUp = next
    },
  }
}

test('keys are asked for once, by however many who need them', async () => {
  const { find, asked } = issuerWith('one')
  const found = await Promise.all(Array.from({ length: 100 }, () => find('one')))
  expect(found.every((it) => it?.isTrusted())).toBe(true)
  expect(asked()).toBe(1)
})

test('a name that is new has them asked for again, but not more often than twice a minute', async () => {
  const { find, asked, clock, keys } = issuerWith('one')
  await find('one')
  keys.set('two', jwkOf('two'))
  const flood = () => Promise.all(Array.from({ length: 500 }, (_, at) => find(`unknown-${at}`)))
  await flood()
  expect(asked()).toBe(1)
  clock.advance(30_000)
  await flood()
  expect(asked()).toBe(2)
  expect(await find('two')).toBeDefined()
  expect(asked()).toBe(2)
})

test('what is withdrawn is trusted no more after ten minutes', async () => {
  const { find, clock, keys } = issuerWith('one', 'two')
  const before = await find('one')
  keys.delete('one')
  clock.advance(10 * 60_000)
  expect(await find('one')).toBeUndefined()
  expect(before?.isTrusted()).toBe(false)
})

describe('while the issuer is down', () => {
  test('the keys that there are hold for an hour, and it is asked now and then', async () => {
    const { find, clock, setUp, asked } = issuerWith('one')
    await find('one')
    setUp(false)
    clock.advance(10 * 60_000)
    for (let again = 0; again < 10; again += 1) expect(await find('one')).toBeDefined()
    expect(asked()).toBe(2)
    clock.advance(50 * 60_000)
    await expect(find('one')).rejects.toMatchObject({ kind: 'unavailable' })
  })

  test('and there are none yet, it is no fault of the token', async () => {
    const { find, setUp } = issuerWith('one')
    setUp(false)
    await expect(find('one')).rejects.toMatchObject({ code: 'keys_unavailable' })
    setUp(true)
    expect(await find('one')).toBeDefined()
  })
})

describe('an answer is refused', () => {
  const set = JSON.stringify({ keys: [jwkOf('one')] })
  test.each([
    ['that leads elsewhere', { status: 302, location: '/elsewhere' }, ''],
    ['that is an error', { status: 500 }, set],
    ['that is no JSON', { status: 200 }, '<html>'],
    ['that is no set', { status: 200 }, '[]'],
    ['that does not end', { status: 200 }, `{"keys":[],"filler":"${'x'.repeat(100_000)}"}`],
  ])('%s', async (_, { status, ...headers }, body) => {
    const server = createServer(({ url }, response) => {
      if (url === '/elsewhere') response.end(set)
      else response.writeHead(status, headers).end(body)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    const { port } = server.address() as AddressInfo
    const findKey = createRemoteKeys(new URL(`http://127.0.0.1:${port}/keys`), stoppedClock())
    await expect(findKey(headerOf('one'))).rejects.toMatchObject({ code: 'keys_unavailable' })
  })

  test('and a good one is taken', async () => {
    const server = createServer((_request, response) => response.end(set))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    const { port } = server.address() as AddressInfo
    const findKey = createRemoteKeys(new URL(`http://127.0.0.1:${port}/keys`), stoppedClock())
    expect(await findKey(headerOf('one'))).toBeDefined()
  })
})
