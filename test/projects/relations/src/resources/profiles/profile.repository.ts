import type { Page, PageRequest } from '../../shared/pagination.ts'
import type { Profile, ProfileChanges } from './profile.ts'

/** Where profiles are kept. */
export interface ProfileRepository {
  /** Newest first unless another order is asked for; the id decides between equals. */
  list(request: PageRequest): Promise<Page<Profile>>
  find(id: string): Promise<Profile | undefined>
  /** Those of the ids that there are, in no order. */
  findMany(ids: readonly string[]): Promise<readonly Profile[]>
  /** Keeps all of them, or none. */
  insert(...profiles: readonly Profile[]): Promise<void>
  /**
   * Makes the changes and raises the version, as one step; `undefined` when there is no profile, or
   * not in the version that is expected.
   */
  update(
    id: string,
    changes: ProfileChanges,
    now: Date,
    expected?: number,
  ): Promise<Profile | undefined>
  /** Tells whether there was a profile, in the version that is expected. */
  remove(id: string, expected?: number): Promise<boolean>
}
