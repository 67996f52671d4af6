import type { Page, PageRequest } from '../../shared/pagination.ts'
import type { Account, AccountChanges } from './account.ts'

/** Where accounts are kept. */
export interface AccountRepository {
  /** Newest first unless another order is asked for; the id decides between equals. */
  list(request: PageRequest): Promise<Page<Account>>
  find(id: string): Promise<Account | undefined>
  /** Those of the ids that there are, in no order. */
  findMany(ids: readonly string[]): Promise<readonly Account[]>
  /** Keeps all of them, or none. */
  insert(...accounts: readonly Account[]): Promise<void>
  /**
   * Makes the changes and raises the version, as one step; `undefined` when there is no account, or
   * not in the version that is expected.
   */
  update(
    id: string,
    changes: AccountChanges,
    now: Date,
    expected?: number,
  ): Promise<Account | undefined>
  /** Tells whether there was an account, in the version that is expected. */
  remove(id: string, expected?: number): Promise<boolean>
}
