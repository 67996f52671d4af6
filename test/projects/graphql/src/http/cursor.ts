import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto'
import { BadRequestError } from '../shared/errors.ts'
import type { Position, Value } from '../shared/pagination.ts'

/** Turns a position in a list into an opaque, signed text and back. */
export interface Cursors {
  encode(list: string, position: Position): string
  /**
   * @param list what the cursor is for, filters and sort included; one made for another is refused
   * @throws BadRequestError when the text was not made by `encode` with the same secret and list.
   */
  decode(list: string, cursor: string): Position
}

/** Rises with the format, so that a cursor from before a deployment is refused, not misread. */
const VERSION = 'v2'

/** The signature keeps callers from asking for places that no list has given them. */
export function createCursors(secret: string): Cursors {
  const key = createSecretKey(secret, 'utf8')
  const sign = (list: string, payload: string) =>
    createHmac('sha256', key).update(`cursor\n${VERSION}\n${list}\n${payload}`).digest('base64url')

  return {
    encode(list, position) {
      const payload = Buffer.from(JSON.stringify(position.map(pack))).toString('base64url')
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

/** JSON has neither times nor whole numbers of any size. */
function pack(value: Value): unknown {
  if (value instanceof Date) return { time: value.getTime() }
  return typeof value === 'bigint' ? { integer: value.toString() } : value
}

/** The text is ours, as its signature says; what it holds is checked all the same. */
function readPlace(place: string): Position {
  let values: unknown
  try {
    values = JSON.parse(place)
  } catch {
    throw invalidCursor()
  }
  if (!Array.isArray(values) || values.length < 2) throw invalidCursor()
  return values.map(unpack)
}

function unpack(value: unknown): Value {
  if (value === null || ['string', 'number', 'boolean'].includes(typeof value))
    return value as Value
  const { time, integer } = Object(value)
  if (typeof time === 'number' && Math.abs(time) <= 8.64e15) return new Date(time)
  if (typeof integer === 'string' && /^-?\d{1,19}$/.test(integer)) return BigInt(integer)
  throw invalidCursor()
}

function invalidCursor(): BadRequestError {
  return new BadRequestError(
    'invalid_cursor',
    'The cursor was not made by this list, with these filters and this sort. Start again without one.',
  )
}
