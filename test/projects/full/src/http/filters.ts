import { type TSchema, Type } from 'typebox'
import { Check } from 'typebox/value'
import type { Condition, Operator, Value } from '../shared/pagination.ts'
import { READ_ROLES } from './field-rules.ts'
import { HttpError } from './http-error.ts'

// `?status=draft&views[gte]=3`: a parameter is a field, and in brackets what is asked of it.

/** How a list can be narrowed by one field. */
export interface Filter {
  /** A value as it stands in the query. */
  readonly schema: TSchema
  readonly operators: readonly Operator[]
  /** What the program compares with; undefined for what is no value after all. */
  readonly read: (value: string | number | boolean) => Value | undefined
  /** `false` for what gives a list no order that anybody would ask for. */
  readonly sortable?: false
  /** Who may find and order by it, where that is not everyone. */
  readonly roles?: readonly string[]
}

export type Filters = Readonly<Record<string, Filter>>

const MAX_VALUES = 50

const meanings: Readonly<Record<Operator, string>> = {
  eq: 'is this',
  ne: 'is another than this',
  in: `is one of these, at most ${MAX_VALUES}, with commas between them`,
  gt: 'is more than this',
  gte: 'is this or more',
  lt: 'is less than this',
  lte: 'is this or less',
  null: 'has no value (`true`), or has one (`false`)',
}

/** For the id of something else. Its index has the newest first of each, so it orders no list. */
export function reference(schema: TSchema): Filter {
  return { schema, operators: ['eq', 'in'], read: toUuid, sortable: false }
}

/** For yes and no: there is nothing between. */
export function equal(schema: TSchema, read: Filter['read'] = asItIs): Filter {
  return { schema, operators: ['eq', 'ne'], read }
}

/** For words without an order that would say anything. */
export function choice(schema: TSchema, read: Filter['read'] = asItIs): Filter {
  return { schema, operators: ['eq', 'ne', 'in'], read }
}

/** For what can be more or less. */
export function ordered(schema: TSchema, read: Filter['read'] = asItIs): Filter {
  return { schema, operators: ['eq', 'ne', 'in', 'gt', 'gte', 'lt', 'lte'], read }
}

/** For a field that may be null. */
export function orNull(filter: Filter): Filter {
  return { ...filter, operators: [...filter.operators, 'null'] }
}

/** For a field that only some see: to the others, what is found by it would tell it. */
export function seenBy({ roles }: { readonly roles: readonly string[] }, filter: Filter): Filter {
  return { ...filter, roles }
}

function asItIs(value: string | number | boolean): Value {
  return value
}

/** The years 1 to 9999, as a `Timestamp` of a body. */
export function toDate(value: string | number | boolean): Date | undefined {
  const year = new Date(String(value)).getUTCFullYear()
  return year >= 1 && year <= 9999 ? new Date(String(value)) : undefined
}

/** The database has them in small letters. */
export function toUuid(value: string | number | boolean): string {
  return String(value).toLowerCase()
}

/** As many digits as its column has; one of a list is not checked for that before. */
export function toBigInt(value: string | number | boolean): bigint | undefined {
  const number = BigInt(value)
  return BigInt.asIntN(64, number) === number ? number : undefined
}

/** The schemas of the parameters that the filters bring. */
export function filterParameters(filters: Filters): Record<string, TSchema> {
  const parameters = Object.entries(filters).flatMap(([field, { schema, operators, roles }]) =>
    operators.map((operator) => [
      nameOf(field, operator),
      Type.Optional(
        Type.Unsafe({
          ...(operator === 'null' ? Type.Boolean() : operator === 'in' ? valueList : schema),
          description: `Only those whose ${field} ${meanings[operator]}.`,
          ...(roles && { [READ_ROLES]: roles }),
        }),
      ),
    ]),
  )
  return Object.fromEntries(parameters)
}

const valueList = Type.String({
  minLength: 1,
  maxLength: 4_000,
  pattern: '^[^\\u0000\\ud800-\\udfff]*$',
})

/** @throws HttpError naming the parameter whose value is none */
export function readConditions(
  filters: Filters,
  query: Readonly<Record<string, unknown>>,
): Condition[] {
  return Object.entries(filters).flatMap(([field, filter]) =>
    filter.operators.flatMap((operator) => {
      const parameter = nameOf(field, operator)
      const given = query[parameter] as string | number | boolean | undefined
      if (given === undefined) return []
      return [{ field, operator, value: readValue(filter, operator, given, parameter) }]
    }),
  )
}

function nameOf(field: string, operator: Operator): string {
  return operator === 'eq' ? field : `${field}[${operator}]`
}

function readValue(
  { schema, read }: Filter,
  operator: Operator,
  given: string | number | boolean,
  parameter: string,
): Condition['value'] {
  if (operator === 'null') return given === true
  if (operator !== 'in') return read(given) ?? refuse(parameter, 'is out of range')
  // A list is given where values need no address to stand in.
  const texts = Array.isArray(given) ? given.map(String) : String(given).split(',')
  if (texts.length > MAX_VALUES) return refuse(parameter, `must be at most ${MAX_VALUES} values`)
  return texts.map((text) => {
    const value = isNumber(schema) && text.trim() !== '' ? Number(text) : text
    const known = Check(schema, value) ? read(value) : undefined
    return known ?? refuse(parameter, 'must be values of the field, with commas between them')
  })
}

function isNumber(schema: TSchema): boolean {
  const { type } = schema as { type?: string }
  return type === 'integer' || type === 'number'
}

/** Says which parameter cannot be read. */
export function refuse(parameter: string, message: string): never {
  throw new HttpError('bad-request', `The parameter ${parameter} is not valid.`, {
    errors: [{ parameter, code: 'invalid', message }],
  })
}
