import { type TSchema, Type } from 'typebox'
import type { FieldError } from '../shared/errors.ts'

// Several of one kind in one request: all of them are made, or none.

/** How many items one request makes at most. Their rows have to fit into one statement. */
export const MAX_BULK = 100

/** The body of a request that makes several: what makes one, in a list under `data`. */
export function bulkOf<Item extends TSchema>(item: Item) {
  const { examples = [] } = item as { examples?: readonly unknown[] }
  return Type.Object(
    { data: Type.Array(item, { minItems: 1, maxItems: MAX_BULK }) },
    { additionalProperties: false, examples: [{ data: examples }] },
  )
}

/** The answer: those that were made, in the order in which they were given. */
export function createdOf<Item extends TSchema>(item: Item) {
  return Type.Object(
    { data: Type.Array(item, { maxItems: MAX_BULK }) },
    { additionalProperties: false },
  )
}

const ofAnItem = /^\/data\/\d+(\/|$)/

/**
 * Says what is wrong with an item where several were sent. The database refuses all of them by a
 * field, and does not say whose it is: then it is wrong somewhere in `data`.
 */
export function inBulk(errors: readonly FieldError[]): FieldError[] {
  return errors.map((error) => {
    if (ofAnItem.test(error.pointer)) return error
    const field = error.pointer.slice(1)
    return { ...error, pointer: '/data', message: `${field} of an item: ${error.message}` }
  })
}
