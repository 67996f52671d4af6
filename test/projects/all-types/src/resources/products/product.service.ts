import type { Clock } from '../../shared/clock.ts'
import type { NewId } from '../../shared/id.ts'
import type { Page, PageRequest } from '../../shared/pagination.ts'
import { ProductChangedError, ProductNotFoundError } from './product.errors.ts'
import type { ProductRepository } from './product.repository.ts'
import { createProduct, type NewProduct, type Product, type ProductChanges } from './product.ts'

export interface ProductServiceDependencies {
  readonly products: ProductRepository
  readonly clock: Clock
  readonly newId: NewId
}

export type ProductService = ReturnType<typeof createProductService>

/** The use cases. A rule about products belongs here, whichever way the request came in. */
export function createProductService({ products, clock, newId }: ProductServiceDependencies) {
  return {
    async list(request: PageRequest): Promise<Page<Product>> {
      return products.list(request)
    },

    async get(id: string): Promise<Product> {
      const product = await products.find(id)
      if (!product) throw new ProductNotFoundError(id)
      return product
    },

    async create(input: NewProduct): Promise<Product> {
      const product = createProduct(input, newId(), clock.now())
      await products.insert(product)
      return product
    },

    async createMany(inputs: readonly NewProduct[]): Promise<readonly Product[]> {
      const now = clock.now()
      const created = inputs.map((input) => createProduct(input, newId(), now))
      await products.insert(...created)
      return created
    },

    async update(id: string, changes: ProductChanges, expected?: number): Promise<Product> {
      const product = await products.update(id, changes, clock.now(), expected)
      if (!product) throw await obstacle(products, id)
      return product
    },

    async remove(id: string, expected?: number): Promise<void> {
      const removed = await products.remove(id, expected)
      if (!removed) throw await obstacle(products, id)
    },
  }
}

/** Why there was nothing to change: no product, or not in the version that was expected. */
async function obstacle(products: ProductRepository, id: string): Promise<Error> {
  const product = await products.find(id)
  return product ? new ProductChangedError(id) : new ProductNotFoundError(id)
}
