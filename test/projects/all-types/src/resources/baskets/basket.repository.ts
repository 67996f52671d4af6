import type { Page, PageRequest } from '../../shared/pagination.ts'
import type { Basket, BasketChanges } from './basket.ts'

/** Where baskets are kept. */
export interface BasketRepository {
  /** Newest first unless another order is asked for; the id decides between equals. */
  list(request: PageRequest): Promise<Page<Basket>>
  find(id: string): Promise<Basket | undefined>
  /** Those of the ids that there are, in no order. */
  findMany(ids: readonly string[]): Promise<readonly Basket[]>
  /** Keeps all of them, or none. */
  insert(...baskets: readonly Basket[]): Promise<void>
  /**
   * Makes the changes and raises the version, as one step; `undefined` when there is no basket, or
   * not in the version that is expected.
   */
  update(
    id: string,
    changes: BasketChanges,
    now: Date,
    expected?: number,
  ): Promise<Basket | undefined>
  /** Tells whether there was a basket, in the version that is expected. */
  remove(id: string, expected?: number): Promise<boolean>
}
