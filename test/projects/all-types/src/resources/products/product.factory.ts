import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import { newId } from '../../shared/id.ts'
import { createKyselyProductRepository } from './product.repository.kysely.ts'
import { createProduct, type NewProduct, type Product } from './product.ts'

// For tests: a test gives what it is about, and the rest is an example.

/** What has to be unique is another one each time. */
let made = 0

export function newProductInput(values: Partial<NewProduct> = {}): NewProduct {
  made += 1
  return {
    sku: `AAA-${made.toString().padStart(4, '0')}`,
    slug: 'aaa',
    color: '#aaaaaa',
    size: 'S',
    summary: 'a',
    words: ['a'],
    secret: 'aaaaaaaaaaaa',
    origin: 'AA',
    ...values,
  }
}

export function makeProduct(values: Partial<Product> = {}): Product {
  const now = new Date('2026-01-31T09:30:00.000Z')
  return { ...createProduct(newProductInput(), newId(), now), ...values }
}

/** Puts a product into the database, unless one of its id is there; before it, what it refers to. */
export async function storeProduct(
  db: Kysely<Database>,
  values: Partial<Product> = {},
): Promise<Product> {
  const product = makeProduct(values)
  const products = createKyselyProductRepository(db)
  const stored = await products.find(product.id)
  if (stored) return stored
  await products.insert(product)
  return product
}
