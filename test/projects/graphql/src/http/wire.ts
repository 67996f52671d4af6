import { type Static, type TSchema, type TUnsafe, Type } from 'typebox'
import { InvalidError } from '../shared/errors.ts'
import { READ_ROLES, WRITE_ROLES } from './field-rules.ts'
import type { FieldRule } from './policy.ts'

// What the shapes of the resources have in common on the wire. Everything has a bound: a text its
// longest length, a number its smallest and largest value.

export const Id = Type.String({
  format: 'uuid',
  minLength: 36,
  maxLength: 36,
  examples: ['0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52'],
})

/** The id of something that exists; `path` is where such things are made, for whoever reads it. */
export function idOf(path: string) {
  return Type.String({ ...Id, 'x-references': path })
}

/** The parameters of a path that names one resource. */
export const IdParams = Type.Object({ id: Id }, { additionalProperties: false })

/** RFC 3339. The pattern leaves out leap seconds, which a `Date` cannot hold. */
export const Timestamp = Type.String({
  format: 'date-time',
  pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:[0-5]\\d(\\.\\d{1,9})?(Z|[+-]\\d{2}:\\d{2})$',
  maxLength: 35,
  examples: ['2026-01-31T09:30:00.000Z'],
})

const STORABLE = '^[^\\u0000\\ud800-\\udfff]*$'

/** Any text that the database can keep: no NUL, and no half of a surrogate pair. */
export function text(maxLength: number, minLength = 0) {
  return Type.String({ minLength, maxLength, pattern: STORABLE })
}

/** A text that a pattern matches from its beginning to its end. */
export function matching(
  pattern: string,
  examples: readonly string[],
  maxLength: number,
  minLength = 0,
) {
  return Type.String({ minLength, maxLength, pattern, examples: [...examples] })
}

/** Of the texts with a pattern those that the database can keep, where the pattern takes others. */
export function storable(schema: ReturnType<typeof matching>) {
  return Type.Unsafe<string>({ ...schema, allOf: [{ pattern: STORABLE }] })
}

/** The least and the most that a number may be. */
interface Bounds<T> {
  readonly minimum?: T
  readonly maximum?: T
}

/** What an `integer` column holds. */
export function int32({ minimum = -2_147_483_648, maximum = 2_147_483_647 }: Bounds<number> = {}) {
  return Type.Integer({ format: 'int32', minimum, maximum, examples: [minimum > 1 ? minimum : 1] })
}

export const Int32 = int32()

/** What a `bigint` column holds, as text: a number of JSON would lose digits in most programs. */
export function int64({ minimum, maximum }: Bounds<string> = {}) {
  return Type.String({
    format: 'int64',
    pattern: '^(0|-?[1-9]\\d{0,18})$',
    maxLength: 20,
    ...(minimum !== undefined && { formatMinimum: minimum }),
    ...(maximum !== undefined && { formatMaximum: maximum }),
  })
}

export const Int64 = int64()

/** An exact number as text, with at most `scale` of its `precision` digits behind the point. */
export function decimal(
  precision: number,
  scale: number,
  { minimum, maximum }: Bounds<string> = {},
) {
  const whole = precision > scale ? `(0|[1-9]\\d{0,${precision - scale - 1}})` : '0'
  const fraction = scale > 0 ? `(\\.\\d{1,${scale}})?` : ''
  return Type.String({
    format: 'decimal',
    pattern: `^-?${whole}${fraction}$`,
    maxLength: precision + 3,
    ...(minimum !== undefined && { formatMinimum: minimum }),
    ...(maximum !== undefined && { formatMaximum: maximum }),
  })
}

/** Any number that is not infinite. */
export function float({
  minimum = -Number.MAX_VALUE,
  maximum = Number.MAX_VALUE,
}: Bounds<number> = {}) {
  return Type.Number({ format: 'double', minimum, maximum })
}

export const Float = float()

/** A day without a time, in the years 1 to 9999. */
export const Day = Type.String({
  format: 'date',
  pattern: '^(\\d{3}[1-9]|\\d{2}[1-9]\\d|\\d[1-9]\\d{2}|[1-9]\\d{3})-\\d{2}-\\d{2}$',
  minLength: 10,
  maxLength: 10,
  examples: ['2026-01-31'],
})

export const Email = Type.String({
  format: 'email',
  maxLength: 254,
  examples: ['someone@example.com'],
})

export const WebAddress = Type.String({
  format: 'uri',
  pattern: '^https?://[!-~]+$',
  maxLength: 2_000,
  examples: ['https://example.com/'],
})

/** One of a few words. */
export function oneOf<const Values extends readonly string[]>(...values: Values) {
  return Type.Unsafe<Values[number]>({ type: 'string', enum: values })
}

const MAX_JSON_KEYS = 1_000

/** Any object; `toJson` says how deep and how long it may be. */
export const Json = Type.Unsafe<Readonly<Record<string, unknown>>>({
  type: 'object',
  additionalProperties: true,
  maxProperties: MAX_JSON_KEYS,
})

/** Several of one kind, in order. */
export function list<T extends TSchema>(item: T, maxItems: number, minItems = 0) {
  return Type.Unsafe<readonly Static<T>[]>(Type.Array(item, { minItems, maxItems }))
}

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
  const { type, enum: values } = schema as { type?: string; enum?: readonly unknown[] }
  return Type.Unsafe<Static<T> | null>({
    ...schema,
    type: [type, 'null'],
    ...(values && { enum: [...values, null] }),
  })
}

/** A field that may be left out, and the value that it then gets, for the documentation. */
export function withDefault<T extends TSchema>(schema: T, value: Static<T>) {
  return Type.Optional(Type.Unsafe<Static<T>>({ ...schema, default: value }))
}

/** A field that is for some only: what says so to `field-rules.ts`, and to whoever reads the document. */
export function ruled<T extends TSchema>(
  schema: T,
  { read, write }: FieldRule,
): TUnsafe<Static<T>> {
  const { description } = schema as { description?: string }
  const said = [
    ...(description ? [description] : []),
    ...(read ? [`Shown to whoever has the role ${read.roles.join(' and ')}.`] : []),
    ...(write ? [`Set by whoever has the role ${write.roles.join(' and ')}.`] : []),
  ]
  return Type.Unsafe<Static<T>>({
    ...schema,
    description: said.join(' '),
    ...(read && { [READ_ROLES]: read.roles }),
    ...(write && { [WRITE_ROLES]: write.roles }),
  })
}

/** Makes of a value of the wire what the program has; `pointer` says where it stands. */
// biome-ignore lint/suspicious/noExplicitAny: each reader takes what its schema lets through.
type Reader = (value: any, pointer: string) => unknown

type ReadBody<T, Readers extends Record<string, Reader>> = {
  [P in keyof T]: P extends keyof Readers
    ? ReturnType<Readers[P]> | Extract<T[P], null | undefined>
    : T[P]
}

/**
 * Reads the values of a body that are others in the program; what is absent or null stays so.
 *
 * @param at where the body stands, if not alone
 * @throws InvalidError for a value that its schema could not tell from a good one
 */
export function read<T extends object, Readers extends Record<string, Reader>>(
  body: T,
  readers: Readers,
  at = '',
): ReadBody<T, Readers> {
  const values = Object.entries(body).map(([key, value]) => {
    const reader = Object.hasOwn(readers, key) ? readers[key] : undefined
    return [key, value === null || !reader ? value : reader(value, `${at}/${key}`)]
  })
  return Object.fromEntries(values)
}

/** Reads each of several bodies, which stand in a list. */
export function readEach<T extends object, Readers extends Record<string, Reader>>(
  bodies: readonly T[],
  readers: Readers,
  at: string,
): ReadBody<T, Readers>[] {
  return bodies.map((body, index) => read(body, readers, `${at}/${index}`))
}

/** Reads every item of a list. */
export function each<In, Out>(reader: (value: In, pointer: string) => Out) {
  return (values: readonly In[], pointer: string): Out[] =>
    values.map((value, index) => reader(value, `${pointer}/${index}`))
}

const firstInstant = new Date('0001-01-01T00:00:00.000Z')
const lastInstant = new Date('9999-12-31T23:59:59.999Z')

/** An offset can lead out of the years that `Timestamp` has, and what it lacks cannot be answered. */
export function toDate(text: string, pointer: string): Date {
  const date = new Date(text)
  if (date >= firstInstant && date <= lastInstant) return date
  throw new InvalidError(
    'invalid_timestamp',
    'A time is before the year 1 or after 9999, in UTC.',
    { errors: [{ pointer, code: 'range', message: 'must be in the years 1 to 9999, in UTC' }] },
  )
}

export function toBigInt(text: string): bigint {
  return BigInt(text)
}

/** The database answers in small letters. */
export function toUuid(text: string): string {
  return text.toLowerCase()
}

/** The database answers with all the digits behind the point, and knows no negative zero. */
export function toDecimal(scale: number) {
  return (text: string): string => {
    const [whole = '0', fraction = ''] = text.split('.')
    const value = scale > 0 ? `${whole}.${fraction.padEnd(scale, '0')}` : whole
    return /[1-9]/.test(value) ? value : value.replace('-', '')
  }
}

/** Writes the items of a list that may be null. */
export function toTexts<Values extends readonly (bigint | Date)[] | null>(
  values: Values,
): string[] | Extract<Values, null> {
  const texts = values?.map((value) =>
    value instanceof Date ? value.toISOString() : value.toString(),
  )
  return (texts ?? null) as string[] | Extract<Values, null>
}

const MAX_JSON_DEPTH = 20

/** In characters, as text: what many small changes add up to has a bound, too. */
const MAX_JSON_LENGTH = 131_072

/** Refuses what no `jsonb` holds, and what is larger or nested deeper than anybody needs. */
export function toJson(
  value: Readonly<Record<string, unknown>>,
  pointer: string,
): Readonly<Record<string, unknown>> {
  const problem = problemOfJson(value, 1) ?? problemOfSize(value)
  if (problem === undefined) return value
  throw new InvalidError('invalid_json', 'A value cannot be stored as JSON.', {
    errors: [{ pointer, code: 'json', message: problem }],
  })
}

function problemOfSize(value: object): string | undefined {
  if (Object.keys(value).length > MAX_JSON_KEYS) return `must have at most ${MAX_JSON_KEYS} keys`
  if (JSON.stringify(value).length <= MAX_JSON_LENGTH) return undefined
  return `must have at most ${MAX_JSON_LENGTH} characters`
}

function problemOfJson(value: unknown, depth: number): string | undefined {
  if (typeof value === 'string') {
    return /[\0\p{Cs}]/u.test(value)
      ? 'must hold no NUL and no half of a surrogate pair'
      : undefined
  }
  if (typeof value === 'number') {
    return Number.isFinite(value) ? undefined : 'must hold no number that is too large'
  }
  if (typeof value !== 'object' || value === null) return undefined
  if (depth > MAX_JSON_DEPTH) return `must be nested at most ${MAX_JSON_DEPTH} deep`
  for (const part of [...Object.keys(value), ...Object.values(value)]) {
    const problem = problemOfJson(part, depth + 1)
    if (problem) return problem
  }
  return undefined
}
