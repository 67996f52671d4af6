import type { Page, PageRequest } from '../../shared/pagination.ts'

/** Where it is kept which earlies have which lates. */
export interface EarlyItemLatesRepository {
  /** The lates of an early, newest first. */
  listOfEarlyItem(id: string, request: PageRequest): Promise<Page<{ readonly id: string }>>
  /** The earlies that have one of the lates, newest first. */
  listOfLates(id: string, request: PageRequest): Promise<Page<{ readonly id: string }>>
  /** Does nothing when the two are linked already. */
  add(id: string, otherId: string): Promise<void>
  /** Tells whether the two were linked. */
  remove(id: string, otherId: string): Promise<boolean>
}
