import {
  type Condition,
  fieldOf,
  type Page,
  type PageRequest,
  pageOf,
  totalOrder,
  type Value,
} from './pagination.ts'

/** The same page that the database would give: what repositories in memory list with. */
export function listInMemory<T extends object>(
  entities: Iterable<T>,
  { limit, after, where = [], sort }: PageRequest,
): Page<T> {
  const order = totalOrder(sort)
  const compare = (a: readonly Value[], b: readonly Value[]) => {
    for (const [index, { descending }] of order.entries()) {
      const difference = compareValues(a[index] ?? null, b[index] ?? null)
      if (difference !== 0) return descending ? -difference : difference
    }
    return 0
  }
  const placed = [...entities]
    .filter((entity) => where.every((condition) => holds(entity, condition)))
    .map((entity) => ({ entity, place: order.map(({ field }) => fieldOf(entity, field)) }))
    .filter(({ place }) => !after || compare(place, after) > 0)
    .sort((a, b) => compare(a.place, b.place))
  return pageOf(
    placed.map(({ entity }) => entity),
    limit,
    sort,
  )
}

function holds(entity: object, { field, operator, value }: Condition): boolean {
  const own = fieldOf(entity, field)
  if (operator === 'null') return (own === null) === value
  if (own === null) return false
  if (operator === 'in') return [value].flat().some((one) => compareValues(own, one) === 0)
  const difference = compareValues(own, value as Value)
  switch (operator) {
    case 'eq':
      return difference === 0
    case 'ne':
      return difference !== 0
    case 'gt':
      return difference > 0
    case 'gte':
      return difference >= 0
    case 'lt':
      return difference < 0
    case 'lte':
      return difference <= 0
  }
}

/** Null is more than any value, as in PostgreSQL. */
function compareValues(a: Value, b: Value): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null)
  const [left, right] = [a.valueOf(), b.valueOf()]
  return left < right ? -1 : left > right ? 1 : 0
}
