import { expect, test } from 'vitest'
import { createTokenCache } from './token-cache.ts'

const trusted = { key: undefined as never, isTrusted: () => true }
const claims = (exp: number) => ({ sub: 'a', exp })

test('the memory for tokens is bounded: the one that came first is forgotten', () => {
  const cache = createTokenCache(100)
  for (let at = 0; at < 1_000; at += 1) cache.keep(`token-${at}`, claims(10), trusted)
  expect(cache.size).toBe(100)
  expect(cache.find('token-999', 0)).toBeDefined()
  expect(cache.find('token-0', 0)).toBeUndefined()
})

test('what has expired is forgotten when it is asked for', () => {
  const cache = createTokenCache()
  cache.keep('token', claims(10), trusted)
  expect(cache.find('token', 9)).toBeDefined()
  expect(cache.find('token', 10)).toBeUndefined()
  expect(cache.size).toBe(0)
})

test('no other text is taken for one that passed', () => {
  const cache = createTokenCache()
  cache.keep('token', claims(10), trusted)
  for (const other of ['Token', 'token ', 'token=', '', '__proto__', 'constructor']) {
    expect(cache.find(other, 0)).toBeUndefined()
  }
})
