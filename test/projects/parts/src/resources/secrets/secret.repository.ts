import type { Page, PageRequest } from '../../shared/pagination.ts'
import type { SecretItem, SecretItemChanges } from './secret.ts'

/** Where secrets are kept. */
export interface SecretItemRepository {
  /** Newest first unless another order is asked for; the id decides between equals. */
  list(request: PageRequest): Promise<Page<SecretItem>>
  find(id: string): Promise<SecretItem | undefined>
  /** Those of the ids that there are, in no order. */
  findMany(ids: readonly string[]): Promise<readonly SecretItem[]>
  /** Keeps all of them, or none. */
  insert(...secretItems: readonly SecretItem[]): Promise<void>
  /**
   * Makes the changes and raises the version, as one step; `undefined` when there is no secret, or
   * not in the version that is expected.
   */
  update(
    id: string,
    changes: SecretItemChanges,
    now: Date,
    expected?: number,
  ): Promise<SecretItem | undefined>
  /** Tells whether there was a secret, in the version that is expected. */
  remove(id: string, expected?: number): Promise<boolean>
}
