import type { Clock } from '../../shared/clock.ts'
import type { NewId } from '../../shared/id.ts'
import type { Page, PageRequest } from '../../shared/pagination.ts'
import { BasketNotFoundError } from './basket.errors.ts'
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

    async update(id: string, changes: BasketChanges): Promise<Basket> {
      const basket = await baskets.update(id, changes, clock.now())
      if (!basket) throw new BasketNotFoundError(id)
      return basket
    },

    async remove(id: string): Promise<void> {
      const removed = await baskets.remove(id)
      if (!removed) throw new BasketNotFoundError(id)
    },
  }
}
