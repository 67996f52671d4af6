import type { Page, PageRequest } from '../../shared/pagination.ts'
import type { Product, ProductChanges } from './product.ts'

/** Where products are kept. */
export interface ProductRepository {
  /** Newest first unless another order is asked for; the id decides between equals. */
  list(request: PageRequest): Promise<Page<Product>>
  find(id: string): Promise<Product | undefined>
  /** Those of the ids that there are, in no order. */
  findMany(ids: readonly string[]): Promise<readonly Product[]>
  /** Keeps all of them, or none. */
  insert(...products: readonly Product[]): Promise<void>
  /**
   * Makes the changes and raises the version, as one step; `undefined` when there is no product, or
   * not in the version that is expected.
   */
  update(
    id: string,
    changes: ProductChanges,
    now: Date,
    expected?: number,
  ): Promise<Product | undefined>
  /** Tells whether there was a product, in the version that is expected. */
  remove(id: string, expected?: number): Promise<boolean>
}
