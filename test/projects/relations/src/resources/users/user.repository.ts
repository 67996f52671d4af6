import type { Page, PageRequest } from '../../shared/pagination.ts'
import type { User, UserChanges } from './user.ts'

/** Where users are kept. */
export interface UserRepository {
  /** Newest first; the id decides between users of the same time. */
  list(request: PageRequest): Promise<Page<User>>
  find(id: string): Promise<User | undefined>
  insert(user: User): Promise<void>
  /** Makes the changes and raises the version, as one step; `undefined` when there is no user. */
  update(id: string, changes: UserChanges, now: Date): Promise<User | undefined>
  /** Tells whether there was a user. */
  remove(id: string): Promise<boolean>
}
