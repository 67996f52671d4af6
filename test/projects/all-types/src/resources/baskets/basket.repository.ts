import type { Page, PageRequest } from '../../shared/pagination.ts'
import type { Basket, BasketChanges } from './basket.ts'

/** Where baskets are kept. */
export interface BasketRepository {
  /** Newest first; the id decides between baskets of the same time. */
  list(request: PageRequest): Promise<Page<Basket>>
  find(id: string): Promise<Basket | undefined>
  insert(basket: Basket): Promise<void>
  /** Makes the changes and raises the version, as one step; `undefined` when there is no basket. */
  update(id: string, changes: BasketChanges, now: Date): Promise<Basket | undefined>
  /** Tells whether there was a basket. */
  remove(id: string): Promise<boolean>
}
