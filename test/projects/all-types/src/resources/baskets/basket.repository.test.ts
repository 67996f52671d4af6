import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../../test/support/database.ts'
import { planOf } from '../../../test/support/plan.ts'
import type { DatabaseHandle } from '../../database/connection.ts'
import { newId } from '../../shared/id.ts'
import { fieldOf, newestFirst, type PageRequest } from '../../shared/pagination.ts'
import { makeBasket } from './basket.factory.ts'
import { createKyselyBasketRepository } from './basket.repository.kysely.ts'
import { createMemoryBasketRepository } from './basket.repository.memory.ts'
import type { BasketRepository } from './basket.repository.ts'
import type { BasketChanges } from './basket.ts'

// One contract for both, so that the repository in memory cannot promise what the database breaks.

let database: DatabaseHandle

beforeAll(async () => {
  database = await createTestDatabase()
})

afterAll(async () => {
  await database.close()
})

const implementations = {
  'in memory': () => createMemoryBasketRepository(),
  'on the database': () => createKyselyBasketRepository(database.db),
}

const later = new Date('2026-02-28T18:00:00.000Z')

const changes: Required<BasketChanges> = {
  tags: ['Second tags'],
  codes: ['Sec'],
  numbers: [2],
  sizes: [BigInt('2')],
  prices: ['2.00'],
  floats: [1.5],
  flags: [false],
  ids: ['0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e53'],
  days: ['2026-02-28'],
  times: [new Date('2026-02-28T18:00:00.000Z')],
  kinds: ['y'],
  mails: ['second@example.com'],
  links: ['https://example.com/second'],
  moments: [new Date('2026-02-28T18:00:00.000Z')],
}

describe.each(Object.entries(implementations))('the repository of baskets %s', (_, create) => {
  let baskets: BasketRepository

  beforeEach(async () => {
    await database.db.deleteFrom('baskets').execute()
    baskets = create()
  })

  it('gives back what it was given', async () => {
    const basket = makeBasket()

    await baskets.insert(basket)

    expect(await baskets.find(basket.id)).toEqual(basket)
  })

  it('keeps all of several', async () => {
    const several = [makeBasket(), makeBasket(), makeBasket()]

    await baskets.insert(...several)
    await baskets.insert()

    expect((await baskets.list({ limit: 10 })).data).toEqual(several.toReversed())
  })

  it('keeps none of several where one cannot be', async () => {
    const basket = makeBasket()

    await expect(baskets.insert(makeBasket(), basket, basket)).rejects.toThrow()

    expect((await baskets.list({ limit: 10 })).data).toEqual([])
  })

  it('finds nothing under an unknown id', async () => {
    expect(await baskets.find(newId())).toBeUndefined()
  })

  it('finds those of several ids that there are', async () => {
    const basket = makeBasket()
    await baskets.insert(basket)
    await baskets.insert(makeBasket())

    expect(await baskets.findMany([newId(), basket.id])).toEqual([basket])
    expect(await baskets.findMany([])).toEqual([])
  })

  it.each(Object.entries(changes))('changes %s alone', async (...change) => {
    const basket = makeBasket()
    const other = makeBasket()
    await baskets.insert(basket)
    await baskets.insert(other)
    const only = Object.fromEntries([change])

    const changed = await baskets.update(basket.id, only, later)

    expect(changed).toEqual({ ...basket, ...only, updatedAt: later, version: 2 })
    expect(await baskets.find(basket.id)).toEqual(changed)
    expect(await baskets.find(other.id)).toEqual(other)
  })

  it('changes nothing under an unknown id', async () => {
    expect(await baskets.update(newId(), changes, later)).toBeUndefined()
  })

  it('changes only the version that is expected', async () => {
    const basket = makeBasket({ version: 3 })
    await baskets.insert(basket)

    expect(await baskets.update(basket.id, changes, later, 2)).toBeUndefined()
    expect(await baskets.find(basket.id)).toEqual(basket)
    const changed = await baskets.update(basket.id, changes, later, 3)
    expect(changed?.version).toBe(4)
  })

  it('removes only the version that is expected', async () => {
    const basket = makeBasket({ version: 3 })
    await baskets.insert(basket)

    expect(await baskets.remove(basket.id, 2)).toBe(false)
    expect(await baskets.find(basket.id)).toEqual(basket)
    expect(await baskets.remove(basket.id, 3)).toBe(true)
  })

  it('removes once', async () => {
    const basket = makeBasket()
    const other = makeBasket()
    await baskets.insert(basket)
    await baskets.insert(other)

    expect(await baskets.remove(basket.id)).toBe(true)
    expect(await baskets.remove(basket.id)).toBe(false)
    expect(await baskets.find(basket.id)).toBeUndefined()
    expect(await baskets.find(other.id)).toEqual(other)
  })

  it('is empty at first', async () => {
    expect(await baskets.list({ limit: 10 })).toEqual({ data: [], next: null })
  })

  it('lists the newest first, page by page, without a gap where times are equal', async () => {
    const made = [1, 2, 2, 2, 3, 3, 4].map((minute) =>
      makeBasket({ createdAt: new Date(Date.UTC(2026, 0, 31, 9, minute)) }),
    )
    for (const basket of made) {
      await baskets.insert(basket)
    }

    const walked = await walk(baskets, { limit: 2 })

    expect(walked).toHaveLength(made.length)
    expect(walked).toEqual([...made].sort(newestFirst).map(({ id }) => id))
  })

  it('says that the last page is the last, also when it is full', async () => {
    await baskets.insert(makeBasket())
    await baskets.insert(makeBasket())

    expect((await baskets.list({ limit: 2 })).next).toBeNull()
  })
})

describe.each(['createdAt'])('the index on %s', (field) => {
  it.each([true, false])(
    'gives the order and finds a value; descending: %s',
    async (descending) => {
      const sort = [{ field, descending }]
      const basket = makeBasket()
      const steps = await planOf(database.db, async (db) => {
        const baskets = createKyselyBasketRepository(db)
        await baskets.list({ limit: 1, sort })
        const after = [fieldOf(basket, field), basket.id]
        await baskets.list({ limit: 1, sort, after })
        const where = [{ field, operator: 'eq', value: fieldOf(basket, field) }] as const
        await baskets.list({ limit: 1, sort, where })
      })

      expect(steps.filter((step) => /^Index.* Scan$/.test(step))).toHaveLength(3)
      expect(steps).not.toContain('Seq Scan')
      expect(steps).not.toContain('Sort')
    },
  )
})

async function walk(baskets: BasketRepository, request: PageRequest): Promise<string[]> {
  const page = await baskets.list(request)
  const ids = page.data.map(({ id }) => id)
  if (!page.next) return ids
  return [...ids, ...(await walk(baskets, { ...request, after: page.next }))]
}
