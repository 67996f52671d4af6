import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import { newId } from '../../shared/id.ts'
import { createKyselyOrderRepository } from './order.repository.kysely.ts'
import { createOrder, type NewOrder, type Order } from './order.ts'

// For tests: a test gives what it is about, and the rest is an example.

export function newOrderInput(values: Partial<NewOrder> = {}): NewOrder {
  return {
    title: 'First title',
    ...values,
  }
}

export function makeOrder(values: Partial<Order> = {}): Order {
  const now = new Date('2026-01-31T09:30:00.000Z')
  return { ...createOrder(newOrderInput(), newId(), now), ...values }
}

/** Puts an order into the database, unless one of its id is there; before it, what it refers to. */
export async function storeOrder(
  db: Kysely<Database>,
  values: Partial<Order> = {},
): Promise<Order> {
  const order = makeOrder(values)
  const orders = createKyselyOrderRepository(db)
  const stored = await orders.find(order.id)
  if (stored) return stored
  await orders.insert(order)
  return order
}
