import type { Clock } from '../../shared/clock.ts'
import type { NewId } from '../../shared/id.ts'
import type { Page, PageRequest } from '../../shared/pagination.ts'
import { OrderChangedError, OrderNotFoundError } from './order.errors.ts'
import type { OrderRepository } from './order.repository.ts'
import { createOrder, type NewOrder, type Order, type OrderChanges } from './order.ts'

export interface OrderServiceDependencies {
  readonly orders: OrderRepository
  readonly clock: Clock
  readonly newId: NewId
}

export type OrderService = ReturnType<typeof createOrderService>

/** The use cases. A rule about orders belongs here, whichever way the request came in. */
export function createOrderService({ orders, clock, newId }: OrderServiceDependencies) {
  return {
    async list(request: PageRequest): Promise<Page<Order>> {
      return orders.list(request)
    },

    async get(id: string): Promise<Order> {
      const order = await orders.find(id)
      if (!order) throw new OrderNotFoundError(id)
      return order
    },

    async create(input: NewOrder): Promise<Order> {
      const order = createOrder(input, newId(), clock.now())
      await orders.insert(order)
      return order
    },

    async createMany(inputs: readonly NewOrder[]): Promise<readonly Order[]> {
      const now = clock.now()
      const created = inputs.map((input) => createOrder(input, newId(), now))
      await orders.insert(...created)
      return created
    },

    async update(id: string, changes: OrderChanges, expected?: number): Promise<Order> {
      const order = await orders.update(id, changes, clock.now(), expected)
      if (!order) throw await obstacle(orders, id)
      return order
    },

    async remove(id: string, expected?: number): Promise<void> {
      const removed = await orders.remove(id, expected)
      if (!removed) throw await obstacle(orders, id)
    },
  }
}

/** Why there was nothing to change: no order, or not in the version that was expected. */
async function obstacle(orders: OrderRepository, id: string): Promise<Error> {
  const order = await orders.find(id)
  return order ? new OrderChangedError(id) : new OrderNotFoundError(id)
}
