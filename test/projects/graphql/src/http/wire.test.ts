import { describe, expect, it } from 'vitest'
import { each, read, toBigInt, toDate, toDecimal, toJson, toUuid } from './wire.ts'

describe('a body from the wire', () => {
  it('makes a date of the text under each key', () => {
    expect(read({ title: 'a', at: '2026-01-31T10:30:00+01:00' }, { at: toDate })).toEqual({
      title: 'a',
      at: new Date('2026-01-31T09:30:00Z'),
    })
  })

  it('leaves null and absent as they are', () => {
    const body: { at: string | null; until?: string } = { at: null }

    expect(read(body, { at: toDate, until: toDate })).toStrictEqual({ at: null })
  })

  it.each(['0000-12-31T23:59:59.999Z', '0001-01-01T00:00:00+00:01', '9999-12-31T23:59:59-00:01'])(
    'refuses %s, which could not be sent back',
    (at) => {
      expect(() => read({ at }, { at: toDate })).toThrow(
        expect.objectContaining({ errors: [expect.objectContaining({ pointer: '/at' })] }),
      )
    },
  )

  it('reads every item of a list, and says which of them is wrong', () => {
    expect(read({ sizes: ['1', '-2'] }, { sizes: each(toBigInt) })).toEqual({ sizes: [1n, -2n] })
    expect(() => read({ at: ['0000-12-31T00:00:00Z'] }, { at: each(toDate) })).toThrow(
      expect.objectContaining({ errors: [expect.objectContaining({ pointer: '/at/0' })] }),
    )
  })

  it.each([
    ['1', '1.00'],
    ['-0.5', '-0.50'],
    ['-0', '0.00'],
    ['12.34', '12.34'],
  ])('writes the decimal %s as the database does, %s', (text, expected) => {
    expect(toDecimal(2)(text)).toBe(expected)
  })

  it('writes a uuid as the database does', () => {
    expect(toUuid('0198C5D8-6C1E-7A3B-9F27-3D1B6A0C4E52')).toBe(
      '0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52',
    )
  })

  it.each([
    { a: ['\0'] },
    { '\ud800': 1 },
    { a: Number.POSITIVE_INFINITY },
    JSON.parse(`{"a":${'['.repeat(20)}${']'.repeat(20)}}`),
  ])('refuses the object %j, which could not be kept', (value) => {
    expect(() => read({ value }, { value: toJson })).toThrow(
      expect.objectContaining({ errors: [expect.objectContaining({ pointer: '/value' })] }),
    )
  })
})
