import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { BadRequestError } from '../shared/errors.ts'
import { createCursors } from './cursor.ts'

const secret = 'a secret of at least thirty-two bytes'
const cursors = createCursors(secret)
const position = [
  new Date('2026-01-31T09:30:00.123Z'),
  null,
  9_007_199_254_740_993n,
  true,
  -1.5,
  'é"',
  '0198c5d8-0000-7000-8000-000000000000',
]

describe('cursors', () => {
  it('lead back to the position that they were made of', () => {
    expect(cursors.decode('articles', cursors.encode('articles', position))).toEqual(position)
  })

  it('are the same on every instance that has the secret', () => {
    expect(createCursors(secret).encode('articles', position)).toBe(
      cursors.encode('articles', position),
    )
  })

  it('need no escaping in a URL, and fit into the query', () => {
    const cursor = cursors.encode('articles', position)

    expect(encodeURIComponent(cursor)).toBe(cursor)
    expect(cursor.length).toBeLessThan(512)
  })

  it('are refused by another list', () => {
    const cursor = cursors.encode('articles', position)

    expect(() => cursors.decode('comments', cursor)).toThrow(BadRequestError)
  })

  it('are refused under another secret', () => {
    const cursor = createCursors('another secret of thirty-two bytes').encode('articles', position)

    expect(() => cursors.decode('articles', cursor)).toThrow(BadRequestError)
  })

  it('are refused when any one character was changed, added or left out', () => {
    const cursor = cursors.encode('articles', position)

    for (const [index, character] of [...cursor].entries()) {
      const before = cursor.slice(0, index)
      const after = cursor.slice(index + 1)
      for (const other of [character === 'A' ? 'B' : 'A', '', `${character}A`, '.', '=', ' ']) {
        if (other === character) continue
        const changed = `${before}${other}${after}`
        expect(() => cursors.decode('articles', changed), changed).toThrow(BadRequestError)
      }
    }
  })

  it('are refused with anything behind them', () => {
    const cursor = cursors.encode('articles', position)

    for (const rest of ['.', '.x', '=', ' ', '\n', '\0']) {
      expect(() => cursors.decode('articles', `${cursor}${rest}`)).toThrow(BadRequestError)
    }
  })

  it.each(['', '.', '..', 'v2', 'v2.', 'v2..', 'v2.e30.', 'v1.e30.e30', 'v2.e30.e30.e30', '\0'])(
    'are refused when they are no more than %j',
    (cursor) => {
      expect(() => cursors.decode('articles', cursor)).toThrow(BadRequestError)
    },
  )

  it.each(['', '1', '{}', '[]', '["a"]', '[[],"a"]', '[{},"a"]', '[{"time":9e15},"a"]'])(
    'are refused when the secret signed %j',
    (place) => {
      expect(() => cursors.decode('articles', signed(place))).toThrow(BadRequestError)
    },
  )

  it('tells no more than that the cursor is not valid', () => {
    expect(() => cursors.decode('articles', 'v2.e30.e30')).toThrow(
      expect.objectContaining({ kind: 'bad-request', code: 'invalid_cursor' }),
    )
  })
})

/** What nobody without the secret can make: it shows that the content is checked all the same. */
function signed(place: string): string {
  const payload = Buffer.from(place).toString('base64url')
  const signature = createHmac('sha256', secret)
    .update(`cursor\nv2\narticles\n${payload}`)
    .digest('base64url')
  return `v2.${payload}.${signature}`
}
