import { type Field, MAX_INDEXED_TEXT } from './field.ts'
import { fieldNames } from './names.ts'

/** A field that lists can be narrowed and ordered by, as the templates see it. */
export interface ListField {
  readonly name: string
  readonly column: string
  /** `filter.orNull(filter.ordered(wire.Timestamp, filter.toDate))` */
  readonly filter: string
  /** `true` or `false` */
  readonly nullable: string
}

/** How each type is compared; what is not here is compared nowhere. */
const filters: Readonly<Record<string, (schema: string) => string>> = {
  string: ordered,
  email: ordered,
  integer: ordered,
  float: ordered,
  date: ordered,
  uuid: (schema) => `filter.choice(${schema}, filter.toUuid)`,
  bigint: (schema) => `filter.ordered(${schema}, filter.toBigInt)`,
  timestamp: (schema) => `filter.ordered(${schema}, filter.toDate)`,
  enum: (schema) => `filter.choice(${schema})`,
  boolean: (schema) => `filter.equal(${schema})`,
}

function ordered(schema: string): string {
  return `filter.ordered(${schema})`
}

/**
 * A list is narrowed and ordered only by what has an index, since anything else would read the whole
 * table. `undefined` for a field without one.
 *
 * @param schema what a value that is not null has to be, as code
 * @param rule what says who sees it, as code
 */
export function listField(field: Field, schema: string, rule = ''): ListField | undefined {
  const isIndexed = field.index || field.unique
  const filter = filters[field.type]?.(schema)
  if (!isIndexed || filter === undefined || field.list || field.writeonly) {
    return undefined
  }
  if (field.type === 'string' && Number(field.max) > MAX_INDEXED_TEXT) return undefined
  const { name, column } = fieldNames(field.name)
  const { nullable } = field
  const whole = nullable ? `filter.orNull(${filter})` : filter
  return {
    name,
    column,
    filter: field.readRole === undefined ? whole : `filter.seenBy(${rule}.read, ${whole})`,
    nullable: String(nullable),
  }
}
