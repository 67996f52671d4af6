import { createHmac, timingSafeEqual } from 'node:crypto'
import { BadRequestError } from '../shared/errors.ts'
import type { Position } from '../shared/pagination.ts'

/** Turns a position in a list into an opaque, signed text and back. */
export interface Cursors {
  encode(list: string, position: Position): string
  /**
   * @param list what the cursor is for; one that was made for another list is refused
   * @throws BadRequestError when the text was not made by `encode` with the same secret and list.
   */
  decode(list: string, cursor: string): Position
}

/** Rises with the format, so that a cursor from before a deployment is refused, not misread. */
const VERSION = 'v1'

/** The signature keeps callers from asking for places that no list has given them. */
export function createCursors(secret: string): Cursors {
  const sign = (list: string, payload: string) =>
    createHmac('sha256', secret)
      .update(`cursor\n${VERSION}\n${list}\n${payload}`)
      .digest('base64url')

  return {
    encode(list, position) {
      const place = `${position.createdAt.getTime()} ${position.id}`
      const payload = Buffer.from(place).toString('base64url')
      return `${VERSION}.${payload}.${sign(list, payload)}`
    },

    decode(list, cursor) {
      const [version, payload, signature, ...rest] = cursor.split('.')
      if (version !== VERSION || !payload || !signature || rest.length > 0) throw invalidCursor()
      if (!isEqual(signature, sign(list, payload))) throw invalidCursor()
      return readPlace(Buffer.from(payload, 'base64url').toString())
    },
  }
}

/** Takes the same time wherever the texts differ, so that a signature cannot be guessed bit by bit. */
function isEqual(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}

/** The text is ours, as its signature says; what it holds is checked all the same. */
function readPlace(place: string): Position {
  const [, time, id] = /^(-?\d{1,15}) ([0-9a-f-]{36})$/.exec(place) ?? []
  if (time === undefined || id === undefined) throw invalidCursor()
  return { createdAt: new Date(Number(time)), id }
}

function invalidCursor(): BadRequestError {
  return new BadRequestError(
    'invalid_cursor',
    'The cursor was not made by this list. Start again without one.',
  )
}
