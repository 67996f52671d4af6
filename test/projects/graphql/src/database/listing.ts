import type {
  Expression,
  ExpressionBuilder,
  SelectQueryBuilder,
  SqlBool,
  StringReference,
} from 'kysely'
import {
  type Condition,
  type PageRequest,
  type SortKey,
  totalOrder,
  type Value,
} from '../shared/pagination.ts'

/** A column that lists can be narrowed and ordered by. It needs an index. */
export interface ListColumn<DB, TB extends keyof DB> {
  readonly column: StringReference<DB, TB>
  readonly nullable: boolean
}

/** By the names of fields. What is not in it cannot reach a query. */
export type ListColumns<DB, TB extends keyof DB> = Readonly<Record<string, ListColumn<DB, TB>>>

/** Puts conditions, order, start and end of a page to a query; it reads one row more than the page. */
export function listed<DB, TB extends keyof DB, O>(
  query: SelectQueryBuilder<DB, TB, O>,
  columns: ListColumns<DB, TB>,
  { limit, after, where = [], sort }: PageRequest,
): SelectQueryBuilder<DB, TB, O> {
  const order = totalOrder(sort).map((key) => ({ ...key, ...columnOf(columns, key.field) }))
  let page = query.limit(limit + 1)
  for (const condition of where) {
    const { column } = columnOf(columns, condition.field)
    page = page.where((eb) => meets(eb, column, condition))
  }
  if (after) page = page.where((eb) => isAfter(eb, order, after))
  for (const { column, descending } of order) {
    page = page.orderBy(column, descending ? 'desc' : 'asc')
  }
  return page
}

function columnOf<DB, TB extends keyof DB>(
  columns: ListColumns<DB, TB>,
  field: string,
): ListColumn<DB, TB> {
  const column = Object.hasOwn(columns, field) ? columns[field] : undefined
  if (!column) throw new TypeError(`lists cannot be narrowed or ordered by ${field}`)
  return column
}

const comparisons = { eq: '=', ne: '<>', gt: '>', gte: '>=', lt: '<', lte: '<=' } as const

function meets<DB, TB extends keyof DB>(
  eb: ExpressionBuilder<DB, TB>,
  column: StringReference<DB, TB>,
  { operator, value }: Condition,
): Expression<SqlBool> {
  const own = eb.ref(column) as Expression<unknown>
  if (operator === 'null') return eb(own, value === true ? 'is' : 'is not', null)
  if (operator === 'in') return eb(own, 'in', [value].flat())
  return eb(own, comparisons[operator], value)
}

type PlacedKey<DB, TB extends keyof DB> = SortKey & ListColumn<DB, TB>

/**
 * Beyond the place, key by key. The bound on the first key says nothing new: the index starts there
 * instead of at its beginning. Null is more than any value, as the order of PostgreSQL has it.
 */
function isAfter<DB, TB extends keyof DB>(
  eb: ExpressionBuilder<DB, TB>,
  order: readonly PlacedKey<DB, TB>[],
  place: readonly Value[],
): Expression<SqlBool> {
  const [first] = order
  const beyond = isBeyond(eb, order, place)
  const value = place[0] ?? null
  if (!first || value === null || (first.nullable && !first.descending)) return beyond
  const bound = eb(
    eb.ref(first.column) as Expression<unknown>,
    first.descending ? '<=' : '>=',
    value,
  )
  return eb.and([bound, beyond])
}

function isBeyond<DB, TB extends keyof DB>(
  eb: ExpressionBuilder<DB, TB>,
  [key, ...keys]: readonly PlacedKey<DB, TB>[],
  [value = null, ...values]: readonly Value[],
): Expression<SqlBool> {
  if (!key) return eb.lit(false)
  const own = eb.ref(key.column) as Expression<unknown>
  const same = value === null ? eb(own, 'is', null) : eb(own, '=', value)
  const tied = eb.and([same, isBeyond(eb, keys, values)])
  if (value === null) return key.descending ? eb.or([eb(own, 'is not', null), tied]) : tied
  if (key.descending) return eb.or([eb(own, '<', value), tied])
  const more = eb(own, '>', value)
  return eb.or(key.nullable ? [more, eb(own, 'is', null), tied] : [more, tied])
}
