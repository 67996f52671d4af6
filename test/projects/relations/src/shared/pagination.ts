/** The place of an entity in a list that is ordered by creation, newest first. */
export interface Position {
  readonly createdAt: Date
  readonly id: string
}

export interface PageRequest {
  readonly limit: number
  /** The last entity of the page before; absent for the first page. */
  readonly after?: Position
}

export interface Page<T> {
  readonly data: readonly T[]
  /** Where the next page starts; `null` on the last page. */
  readonly next: Position | null
}

/** Cuts a page from what was read: one entity more than `limit` tells that another page follows. */
export function pageOf<T extends Position>(entities: readonly T[], limit: number): Page<T> {
  const data = entities.slice(0, limit)
  const last = data.at(-1)
  if (!last || entities.length <= limit) return { data, next: null }
  return { data, next: { createdAt: last.createdAt, id: last.id } }
}

/** The order of every list. The id decides where times are equal, so that no two places are. */
export function newestFirst(a: Position, b: Position): number {
  return b.createdAt.getTime() - a.createdAt.getTime() || (a.id < b.id ? 1 : -1)
}
