import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import { newId } from '../../shared/id.ts'
import { createKyselyBasketRepository } from './basket.repository.kysely.ts'
import { type Basket, createBasket, type NewBasket } from './basket.ts'

// For tests: a test gives what it is about, and the rest is an example.

export function newBasketInput(values: Partial<NewBasket> = {}): NewBasket {
  return {
    tags: ['First tags'],
    codes: ['Fir'],
    numbers: [1],
    sizes: [BigInt('1')],
    prices: ['1.00'],
    floats: [0.5],
    flags: [true],
    ids: ['0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52'],
    days: ['2026-01-31'],
    times: [new Date('2026-01-31T09:30:00.000Z')],
    kinds: ['x'],
    mails: ['first@example.com'],
    links: ['https://example.com/first'],
    moments: [new Date('2026-01-31T09:30:00.000Z')],
    ...values,
  }
}

export function makeBasket(values: Partial<Basket> = {}): Basket {
  const now = new Date('2026-01-31T09:30:00.000Z')
  return { ...createBasket(newBasketInput(), newId(), now), ...values }
}

/** Puts a basket into the database, unless one of its id is there; before it, what it refers to. */
export async function storeBasket(
  db: Kysely<Database>,
  values: Partial<Basket> = {},
): Promise<Basket> {
  const basket = makeBasket(values)
  const baskets = createKyselyBasketRepository(db)
  const stored = await baskets.find(basket.id)
  if (stored) return stored
  await baskets.insert(basket)
  return basket
}
