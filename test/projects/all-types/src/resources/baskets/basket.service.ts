import type { Clock } from '../../shared/clock.ts'
import type { NewId } from '../../shared/id.ts'
import type { Page, PageRequest } from '../../shared/pagination.ts'
import { BasketChangedError, BasketNotFoundError } from './basket.errors.ts'
import type { BasketRepository } from './basket.repository.ts'
import { type Basket, type BasketChanges, createBasket, type NewBasket } from './basket.ts'

export interface BasketServiceDependencies {
  readonly baskets: BasketRepository
  readonly clock: Clock
  readonly newId: NewId
}

export type BasketService = ReturnType<typeof createBasketService>

/** The use cases. A rule about baskets belongs here, whichever way the request came in. */
export function createBasketService({ baskets, clock, newId }: BasketServiceDependencies) {
  return {
    async list(request: PageRequest): Promise<Page<Basket>> {
      return baskets.list(request)
    },

    async get(id: string): Promise<Basket> {
      const basket = await baskets.find(id)
      if (!basket) throw new BasketNotFoundError(id)
      return basket
    },

    async create(input: NewBasket): Promise<Basket> {
      const basket = createBasket(input, newId(), clock.now())
      await baskets.insert(basket)
      return basket
    },

    async createMany(inputs: readonly NewBasket[]): Promise<readonly Basket[]> {
      const now = clock.now()
      const created = inputs.map((input) => createBasket(input, newId(), now))
      await baskets.insert(...created)
      return created
    },

    async update(id: string, changes: BasketChanges, expected?: number): Promise<Basket> {
      const basket = await baskets.update(id, changes, clock.now(), expected)
      if (!basket) throw await obstacle(baskets, id)
      return basket
    },

    async remove(id: string, expected?: number): Promise<void> {
      const removed = await baskets.remove(id, expected)
      if (!removed) throw await obstacle(baskets, id)
    },
  }
}

/** Why there was nothing to change: no basket, or not in the version that was expected. */
async function obstacle(baskets: BasketRepository, id: string): Promise<Error> {
  const basket = await baskets.find(id)
  return basket ? new BasketChangedError(id) : new BasketNotFoundError(id)
}
