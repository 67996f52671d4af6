import { type Static, type TSchema, type TUnsafe, Type } from 'typebox'
import { InvalidError } from '../shared/errors.ts'

// What the shapes of the resources have in common on the wire. Everything has a bound: a text its
// longest length, a number its smallest and largest value.

export const Id = Type.String({
  format: 'uuid',
  minLength: 36,
  maxLength: 36,
  examples: ['0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52'],
})

/** The parameters of a path that names one resource. */
export const IdParams = Type.Object({ id: Id }, { additionalProperties: false })

/** RFC 3339. The pattern leaves out leap seconds, which a `Date` cannot hold. */
export const Timestamp = Type.String({
  format: 'date-time',
  pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:[0-5]\\d(\\.\\d{1,9})?(Z|[+-]\\d{2}:\\d{2})$',
  maxLength: 35,
  examples: ['2026-01-31T09:30:00.000Z'],
})

/** Any text that the database can keep: no NUL, and no half of a surrogate pair. */
export function text(maxLength: number) {
  return Type.String({ maxLength, pattern: '^[^\\u0000\\ud800-\\udfff]*$' })
}

/** What an `integer` column holds. */
export const Int32 = Type.Integer({
  format: 'int32',
  minimum: -2_147_483_648,
  maximum: 2_147_483_647,
  examples: [1],
})

/** Rises with every change of the resource. */
export const Version = Type.Integer({
  format: 'int32',
  minimum: 1,
  maximum: 2_147_483_647,
  examples: [1],
})

/** The answer to a request that leaves nothing to show. */
export const NoContent = Type.Null({ description: 'Done.' })

/** Lets `null` pass too. */
export function nullable<T extends TSchema>(schema: T): TUnsafe<Static<T> | null> {
  const { type } = schema as { type?: string }
  return Type.Unsafe<Static<T> | null>({ ...schema, type: [type, 'null'] })
}

/** A field that may be left out, and the value that it then gets, for the documentation. */
export function withDefault<T extends TSchema>(schema: T, value: Static<T>) {
  return Type.Optional(Type.Unsafe<Static<T>>({ ...schema, default: value }))
}

/**
 * Makes dates of the ISO texts under the given keys; what is absent or null stays so.
 *
 * @throws InvalidError for a time that, in UTC, has no year of four digits
 */
export function withDates<T extends object, K extends keyof T>(
  body: T,
  ...keys: readonly K[]
): WithDates<T, K> {
  const dates = keys.flatMap((key) => {
    const text = body[key]
    return typeof text === 'string' ? [[key, readDate(String(key), text)]] : []
  })
  return { ...body, ...Object.fromEntries(dates) }
}

const firstInstant = new Date('0001-01-01T00:00:00.000Z')
const lastInstant = new Date('9999-12-31T23:59:59.999Z')

/** An offset can lead out of the years that `Timestamp` has, and what it lacks cannot be answered. */
function readDate(key: string, text: string): Date {
  const date = new Date(text)
  if (date >= firstInstant && date <= lastInstant) return date
  throw new InvalidError(
    'invalid_timestamp',
    'A time is before the year 1 or after 9999, in UTC.',
    {
      errors: [
        { pointer: `/${key}`, code: 'range', message: 'must be in the years 1 to 9999, in UTC' },
      ],
    },
  )
}

type WithDates<T, K extends keyof T> = {
  [P in keyof T]: P extends K ? Exclude<T[P], string> | Date : T[P]
}
