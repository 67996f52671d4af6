import type { Page, PageRequest } from '../../shared/pagination.ts'
import type { Badge, BadgeChanges } from './badge.ts'

/** Where badges are kept. */
export interface BadgeRepository {
  /** Newest first unless another order is asked for; the id decides between equals. */
  list(request: PageRequest): Promise<Page<Badge>>
  find(id: string): Promise<Badge | undefined>
  /** Those of the ids that there are, in no order. */
  findMany(ids: readonly string[]): Promise<readonly Badge[]>
  /** Keeps all of them, or none. */
  insert(...badges: readonly Badge[]): Promise<void>
  /**
   * Makes the changes and raises the version, as one step; `undefined` when there is no badge, or
   * not in the version that is expected.
   */
  update(
    id: string,
    changes: BadgeChanges,
    now: Date,
    expected?: number,
  ): Promise<Badge | undefined>
  /** Tells whether there was a badge, in the version that is expected. */
  remove(id: string, expected?: number): Promise<boolean>
}
