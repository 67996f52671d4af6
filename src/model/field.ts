/** In the order in which they are listed for people. */
export const fieldTypeNames = [
  'string',
  'text',
  'integer',
  'bigint',
  'decimal',
  'float',
  'boolean',
  'uuid',
  'date',
  'timestamp',
  'json',
  'enum',
  'email',
  'url',
  'ref',
  'many',
] as const

export type FieldTypeName = (typeof fieldTypeNames)[number]

/** What happens to a resource when the one that it refers to is removed. */
export type OnDelete = 'cascade' | 'restrict' | 'setnull'

export type Scalar = string | number | boolean

/**
 * A timestamp's is `now` or a time in UTC as ISO text, a date's `today` or a day; bigint and decimal
 * are exact text, json is JSON text. A list has a list.
 */
export type FieldDefault = Scalar | readonly Scalar[]

/** One field as it was said, checked. */
export interface Field {
  /** The property: `publishedAt`. */
  readonly name: string
  readonly type: FieldTypeName
  /** Several of them, in order: `string[]`. */
  readonly list?: true
  readonly nullable: boolean
  /** `decimal(precision, scale)`: all digits, and those behind the point. */
  readonly precision?: number
  readonly scale?: number
  /** Of an enum. */
  readonly values?: readonly string[]
  /** Of ref and many: the resource, as the manifest spells it. */
  readonly target?: string
  /** The shortest and longest text, in characters, or the smallest and largest number. */
  readonly min?: number | string
  readonly max?: number | string
  /** How many items a list has. */
  readonly minItems?: number
  readonly maxItems?: number
  /** A regular expression for the whole of a text. */
  readonly pattern?: string
  readonly unique?: true
  readonly index?: true
  /** Taken from a client and never shown. */
  readonly writeonly?: true
  /** Shown to a client and never taken. */
  readonly readonly?: true
  /** The role that whoever sees it has, and that whoever sets it has. */
  readonly readRole?: string
  readonly writeRole?: string
  readonly onDelete?: OnDelete
  readonly default?: FieldDefault
}

export const MAX_FIELDS = 100
export const DEFAULT_STRING_MAX = 255
/** What does not fit is `text`; an index on longer values would be of no use either. */
export const MAX_STRING_MAX = 10_000
/** As long as a `text` may be: one of them, in ASCII, is half of what a request may hold. */
export const TEXT_MAX = 65_535
/** PostgreSQL takes 2704 bytes into an index, and a character may be four of them. */
export const MAX_INDEXED_TEXT = 600
/** RFC 5321, 4.5.3.1.3, less the angle brackets. */
export const EMAIL_MAX = 254
/** What browsers, proxies and search engines take. */
export const URL_MAX = 2_000
export const MAX_PRECISION = 100
export const MAX_ENUM_VALUES = 100
export const DEFAULT_MAX_ITEMS = 20
export const MAX_MAX_ITEMS = 1_000

/** The longest text that a field holds. */
export function longest(field: Pick<Field, 'type' | 'max'>): number {
  if (typeof field.max === 'number') return field.max
  if (field.type === 'email') return EMAIL_MAX
  return field.type === 'url' ? URL_MAX : TEXT_MAX
}
