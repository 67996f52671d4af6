import type { Page, PageRequest } from '../../shared/pagination.ts'

/** Where it is kept which badges have which seen by. */
export interface BadgeSeenByRepository {
  /** The seen by of a badge, newest first. */
  listOfBadge(id: string, request: PageRequest): Promise<Page<{ readonly id: string }>>
  /** The badges that have one of the seen by, newest first. */
  listOfSeenBy(id: string, request: PageRequest): Promise<Page<{ readonly id: string }>>
  /** Does nothing when the two are linked already. */
  add(id: string, otherId: string): Promise<void>
  /** Tells whether the two were linked. */
  remove(id: string, otherId: string): Promise<boolean>
}
