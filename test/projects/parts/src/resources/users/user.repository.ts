import type { Page, PageRequest } from '../../shared/pagination.ts'
import type { User, UserChanges } from './user.ts'

/** Where users are kept. */
export interface UserRepository {
  /** Newest first unless another order is asked for; the id decides between equals. */
  list(request: PageRequest): Promise<Page<User>>
  find(id: string): Promise<User | undefined>
  /** Those of the ids that there are, in no order. */
  findMany(ids: readonly string[]): Promise<readonly User[]>
  /** Keeps all of them, or none. */
  insert(...users: readonly User[]): Promise<void>
  /**
   * Makes the changes and raises the version, as one step; `undefined` when there is no user, or
   * not in the version that is expected.
   */
  update(id: string, changes: UserChanges, now: Date, expected?: number): Promise<User | undefined>
  /** Tells whether there was a user, in the version that is expected. */
  remove(id: string, expected?: number): Promise<boolean>
}
