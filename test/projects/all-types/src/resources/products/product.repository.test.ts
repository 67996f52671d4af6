import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../../test/support/database.ts'
import { planOf } from '../../../test/support/plan.ts'
import type { DatabaseHandle } from '../../database/connection.ts'
import { newId } from '../../shared/id.ts'
import { fieldOf, newestFirst, type PageRequest } from '../../shared/pagination.ts'
import { makeProduct } from './product.factory.ts'
import { createKyselyProductRepository } from './product.repository.kysely.ts'
import { createMemoryProductRepository } from './product.repository.memory.ts'
import type { ProductRepository } from './product.repository.ts'
import type { ProductChanges } from './product.ts'

// One contract for both, so that the repository in memory cannot promise what the database breaks.

let database: DatabaseHandle

beforeAll(async () => {
  database = await createTestDatabase()
})

afterAll(async () => {
  await database.close()
})

const implementations = {
  'in memory': () => createMemoryProductRepository(),
  'on the database': () => createKyselyProductRepository(database.db),
}

const later = new Date('2026-02-28T18:00:00.000Z')

const changes: Required<ProductChanges> = {
  sku: 'AAA-9998',
  slug: 'aab',
  color: '#aaaaab',
  size: 'M',
  summary: 'b',
  words: ['b'],
  secret: 'aaaaaaaaaaab',
  origin: 'AB',
}

describe.each(Object.entries(implementations))('the repository of products %s', (_, create) => {
  let products: ProductRepository

  beforeEach(async () => {
    await database.db.deleteFrom('products').execute()
    products = create()
  })

  it('gives back what it was given', async () => {
    const product = makeProduct()

    await products.insert(product)

    expect(await products.find(product.id)).toEqual(product)
  })

  it('keeps all of several', async () => {
    const several = [makeProduct(), makeProduct(), makeProduct()]

    await products.insert(...several)
    await products.insert()

    expect((await products.list({ limit: 10 })).data).toEqual(several.toReversed())
  })

  it('keeps none of several where one cannot be', async () => {
    const product = makeProduct()

    await expect(products.insert(makeProduct(), product, product)).rejects.toThrow()

    expect((await products.list({ limit: 10 })).data).toEqual([])
  })

  it('finds nothing under an unknown id', async () => {
    expect(await products.find(newId())).toBeUndefined()
  })

  it('finds those of several ids that there are', async () => {
    const product = makeProduct()
    await products.insert(product)
    await products.insert(makeProduct())

    expect(await products.findMany([newId(), product.id])).toEqual([product])
    expect(await products.findMany([])).toEqual([])
  })

  it.each(Object.entries(changes))('changes %s alone', async (...change) => {
    const product = makeProduct()
    const other = makeProduct()
    await products.insert(product)
    await products.insert(other)
    const only = Object.fromEntries([change])

    const changed = await products.update(product.id, only, later)

    expect(changed).toEqual({ ...product, ...only, updatedAt: later, version: 2 })
    expect(await products.find(product.id)).toEqual(changed)
    expect(await products.find(other.id)).toEqual(other)
  })

  it('changes nothing under an unknown id', async () => {
    expect(await products.update(newId(), changes, later)).toBeUndefined()
  })

  it('changes only the version that is expected', async () => {
    const product = makeProduct({ version: 3 })
    await products.insert(product)

    expect(await products.update(product.id, changes, later, 2)).toBeUndefined()
    expect(await products.find(product.id)).toEqual(product)
    const changed = await products.update(product.id, changes, later, 3)
    expect(changed?.version).toBe(4)
  })

  it('removes only the version that is expected', async () => {
    const product = makeProduct({ version: 3 })
    await products.insert(product)

    expect(await products.remove(product.id, 2)).toBe(false)
    expect(await products.find(product.id)).toEqual(product)
    expect(await products.remove(product.id, 3)).toBe(true)
  })

  it('removes once', async () => {
    const product = makeProduct()
    const other = makeProduct()
    await products.insert(product)
    await products.insert(other)

    expect(await products.remove(product.id)).toBe(true)
    expect(await products.remove(product.id)).toBe(false)
    expect(await products.find(product.id)).toBeUndefined()
    expect(await products.find(other.id)).toEqual(other)
  })

  it('is empty at first', async () => {
    expect(await products.list({ limit: 10 })).toEqual({ data: [], next: null })
  })

  it('lists the newest first, page by page, without a gap where times are equal', async () => {
    const made = [1, 2, 2, 2, 3, 3, 4].map((minute) =>
      makeProduct({ createdAt: new Date(Date.UTC(2026, 0, 31, 9, minute)) }),
    )
    for (const product of made) {
      await products.insert(product)
    }

    const walked = await walk(products, { limit: 2 })

    expect(walked).toHaveLength(made.length)
    expect(walked).toEqual([...made].sort(newestFirst).map(({ id }) => id))
  })

  it('says that the last page is the last, also when it is full', async () => {
    await products.insert(makeProduct())
    await products.insert(makeProduct())

    expect((await products.list({ limit: 2 })).next).toBeNull()
  })
})

describe.each(['createdAt', 'sku', 'slug'])('the index on %s', (field) => {
  it.each([true, false])(
    'gives the order and finds a value; descending: %s',
    async (descending) => {
      const sort = [{ field, descending }]
      const product = makeProduct()
      const steps = await planOf(database.db, async (db) => {
        const products = createKyselyProductRepository(db)
        await products.list({ limit: 1, sort })
        const after = [fieldOf(product, field), product.id]
        await products.list({ limit: 1, sort, after })
        const where = [{ field, operator: 'eq', value: fieldOf(product, field) }] as const
        await products.list({ limit: 1, sort, where })
      })

      expect(steps.filter((step) => /^Index.* Scan$/.test(step))).toHaveLength(3)
      expect(steps).not.toContain('Seq Scan')
      expect(steps).not.toContain('Sort')
    },
  )
})

async function walk(products: ProductRepository, request: PageRequest): Promise<string[]> {
  const page = await products.list(request)
  const ids = page.data.map(({ id }) => id)
  if (!page.next) return ids
  return [...ids, ...(await walk(products, { ...request, after: page.next }))]
}
