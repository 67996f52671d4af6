/** What a list can be narrowed and ordered by. */
export type Value = string | number | bigint | boolean | Date | null

export type Operator = 'eq' | 'ne' | 'in' | 'gt' | 'gte' | 'lt' | 'lte' | 'null'

/** One thing that is asked of every entity in a list. What has no value meets `null` alone. */
export interface Condition {
  readonly field: string
  readonly operator: Operator
  /** A list for `in`; for `null`, whether there must be no value. */
  readonly value: Value | readonly Value[]
}

export interface SortKey {
  readonly field: string
  readonly descending: boolean
}

/** The place of an entity in a list: its values under the keys of `totalOrder`. */
export type Position = readonly Value[]

export interface PageRequest {
  readonly limit: number
  /** The place of the last entity of the page before; absent for the first page. */
  readonly after?: Position
  /** All of them must hold. */
  readonly where?: readonly Condition[]
  /** Newest first when absent. */
  readonly sort?: readonly SortKey[]
}

export interface Page<T> {
  readonly data: readonly T[]
  /** Where the next page starts; `null` on the last page. */
  readonly next: Position | null
}

export const defaultSort: readonly SortKey[] = [{ field: 'createdAt', descending: true }]

/** The id decides last, in the direction of the key before it, so that no two places are equal. */
export function totalOrder(sort: readonly SortKey[] = defaultSort): readonly SortKey[] {
  return [...sort, { field: 'id', descending: sort.at(-1)?.descending ?? true }]
}

/** Cuts a page from what was read: one entity more than `limit` tells that another page follows. */
export function pageOf<T extends object>(
  entities: readonly T[],
  limit: number,
  sort: readonly SortKey[] = defaultSort,
): Page<T> {
  const data = entities.slice(0, limit)
  const last = data.at(-1)
  if (!last || entities.length <= limit) return { data, next: null }
  return { data, next: totalOrder(sort).map(({ field }) => fieldOf(last, field)) }
}

/** What an entity has under the name of a field. */
export function fieldOf(entity: object, field: string): Value {
  return (entity as Readonly<Record<string, Value>>)[field] ?? null
}

interface Created {
  readonly createdAt: Date
  readonly id: string
}

/** The order of every list that is not asked for another. */
export function newestFirst(a: Created, b: Created): number {
  return b.createdAt.getTime() - a.createdAt.getTime() || (a.id < b.id ? 1 : -1)
}
