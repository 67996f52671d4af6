import { expect, test } from 'vitest'
import { MAX_ACCESS_SECONDS } from '../config.ts'
import { TOLERANCE_SECONDS } from '../verifier.ts'
import { createKey, KeySetError, signingKeyAt } from './key-set.ts'
import { KEYS_MAX_AGE_SECONDS, retire, rotate } from './rotation.ts'

const config = { rereadSeconds: 30 }
const at = (seconds: number) => new Date(seconds * 1_000)

test('a new key signs when every process has read it, and whoever else keeps the old ones', () => {
  const old = createKey(0)
  const { keys, notice } = rotate([old], at(1_000), config)
  const [, added] = keys
  expect(keys[0]).toBe(old)
  expect(added?.signsFrom).toBeGreaterThanOrEqual(1_000 + 30 + TOLERANCE_SECONDS)
  expect(added?.signsFrom).toBeGreaterThanOrEqual(1_000 + KEYS_MAX_AGE_SECONDS + TOLERANCE_SECONDS)
  expect(signingKeyAt(keys, 1_000)).toBe(old)
  expect(notice).toContain(added?.kid)
})

test('waits for longer where processes look more seldom', () => {
  const { keys } = rotate([createKey(0)], at(1_000), { rereadSeconds: 300 })
  expect(keys[1]?.signsFrom).toBeGreaterThanOrEqual(1_000 + 2 * 300)
})

test('an old key stays for as long as a token of it may hold, and goes then', () => {
  const [first, second] = [createKey(0), createKey(10_000)]
  const lastToken = 10_000 + MAX_ACCESS_SECONDS + 2 * TOLERANCE_SECONDS
  expect(rotate([first, second], at(lastToken - 1), config).keys).toContain(first)
  const later = rotate([first, second], at(lastToken), config)
  expect(later.keys).not.toContain(first)
  expect(later.keys).toContain(second)
  expect(later.notice).toContain(`Dropped: ${first.kid}.`)
})

test('does nothing while a key is on its way', () => {
  const once = rotate([createKey(0)], at(1_000), config)
  const twice = rotate(once.keys, at(1_001), config)
  expect(twice.keys).toBe(once.keys)
  expect(twice.notice).toMatch(/^Nothing to do/)
})

test('a key that somebody else has is gone at once, and another signs', () => {
  const [leaked, other] = [createKey(5), createKey(0)]
  const { keys } = retire([leaked, other], leaked.kid, at(10))
  expect(keys).toEqual([other])
  const alone = retire([leaked], leaked.kid, at(10))
  expect(alone.keys).toHaveLength(1)
  expect(alone.keys).not.toContain(leaked)
  expect(signingKeyAt(alone.keys, 10)).toBe(alone.keys[0])
  expect(() => retire([leaked], 'other', at(10))).toThrow(KeySetError)
})
