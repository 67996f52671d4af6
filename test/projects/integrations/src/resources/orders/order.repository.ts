import type { Page, PageRequest } from '../../shared/pagination.ts'
import type { Order, OrderChanges } from './order.ts'

/** Where orders are kept. */
export interface OrderRepository {
  /** Newest first unless another order is asked for; the id decides between equals. */
  list(request: PageRequest): Promise<Page<Order>>
  find(id: string): Promise<Order | undefined>
  /** Those of the ids that there are, in no order. */
  findMany(ids: readonly string[]): Promise<readonly Order[]>
  /** Keeps all of them, or none. */
  insert(...orders: readonly Order[]): Promise<void>
  /**
   * Makes the changes and raises the version, as one step; `undefined` when there is no order, or
   * not in the version that is expected.
   */
  update(
    id: string,
    changes: OrderChanges,
    now: Date,
    expected?: number,
  ): Promise<Order | undefined>
  /** Tells whether there was an order, in the version that is expected. */
  remove(id: string, expected?: number): Promise<boolean>
}
