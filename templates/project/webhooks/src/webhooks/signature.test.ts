import { createHmac } from 'node:crypto'
import { expect, it } from 'vitest'
import { checkTime, headerOf, isSigned } from './signature.ts'

const key = Buffer.from('a key')
const right = createHmac('sha256', key).update('one').update('two').digest()

it('a signature is the HMAC of all parts, and nothing shorter or longer', () => {
  expect(isSigned([right], [key], ['one', Buffer.from('two')])).toBe(true)
  expect(isSigned([right], [Buffer.from('another'), key], ['onetwo'])).toBe(true)
  expect(isSigned([Buffer.alloc(32), right], [key], ['onetwo'])).toBe(true)
  for (const wrong of [right.subarray(0, 31), Buffer.concat([right, right]), Buffer.alloc(0)]) {
    expect(isSigned([wrong], [key], ['onetwo'])).toBe(false)
  }
  expect(isSigned([right], [key], ['one'])).toBe(false)
  expect(isSigned([], [key], ['onetwo'])).toBe(false)
  expect(isSigned([right], [], ['onetwo'])).toBe(false)
})

it('a time may be as far from now as it is said, and no further', () => {
  const window = { now: new Date(1_000_000), toleranceMs: 5_000 }
  for (const seconds of [995, 1_000, 1_005]) checkTime(seconds, window)
  for (const seconds of [994, 1_006, Number.NaN, Number.POSITIVE_INFINITY]) {
    expect(() => checkTime(seconds, window)).toThrow('too long ago')
  }
})

it('a header is there once', () => {
  const request = { headers: { one: 'a', none: '', many: ['a'] }, body: Buffer.alloc(0) }
  expect(headerOf(request, 'one')).toBe('a')
  for (const name of ['none', 'many', 'other']) {
    expect(() => headerOf(request, name)).toThrow('is missing')
  }
})
