import { describe, expect, it } from 'vitest'
import { withDates } from './wire.ts'

describe('dates from the wire', () => {
  it('makes a date of the text under each key', () => {
    expect(withDates({ title: 'a', at: '2026-01-31T10:30:00+01:00' }, 'at')).toEqual({
      title: 'a',
      at: new Date('2026-01-31T09:30:00Z'),
    })
  })

  it('leaves null and absent as they are', () => {
    const body: { at: string | null; until?: string } = { at: null }

    expect(withDates(body, 'at', 'until')).toStrictEqual({ at: null })
  })

  it.each(['0000-12-31T23:59:59.999Z', '0001-01-01T00:00:00+00:01', '9999-12-31T23:59:59-00:01'])(
    'refuses %s, which could not be sent back',
    (at) => {
      expect(() => withDates({ at }, 'at')).toThrow(
        expect.objectContaining({ errors: [expect.objectContaining({ pointer: '/at' })] }),
      )
    },
  )
})
