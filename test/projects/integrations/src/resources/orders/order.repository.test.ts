import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../../test/support/database.ts'
import { planOf } from '../../../test/support/plan.ts'
import type { DatabaseHandle } from '../../database/connection.ts'
import { newId } from '../../shared/id.ts'
import { fieldOf, newestFirst, type PageRequest } from '../../shared/pagination.ts'
import { makeOrder } from './order.factory.ts'
import { createKyselyOrderRepository } from './order.repository.kysely.ts'
import { createMemoryOrderRepository } from './order.repository.memory.ts'
import type { OrderRepository } from './order.repository.ts'
import type { OrderChanges } from './order.ts'

// One contract for both, so that the repository in memory cannot promise what the database breaks.

let database: DatabaseHandle

beforeAll(async () => {
  database = await createTestDatabase()
})

afterAll(async () => {
  await database.close()
})

const implementations = {
  'in memory': () => createMemoryOrderRepository(),
  'on the database': () => createKyselyOrderRepository(database.db),
}

const later = new Date('2026-02-28T18:00:00.000Z')

const changes: Required<OrderChanges> = {
  title: 'Second title',
}

describe.each(Object.entries(implementations))('the repository of orders %s', (_, create) => {
  let orders: OrderRepository

  beforeEach(async () => {
    await database.db.deleteFrom('orders').execute()
    orders = create()
  })

  it('gives back what it was given', async () => {
    const order = makeOrder()

    await orders.insert(order)

    expect(await orders.find(order.id)).toEqual(order)
  })

  it('keeps all of several', async () => {
    const several = [makeOrder(), makeOrder(), makeOrder()]

    await orders.insert(...several)
    await orders.insert()

    expect((await orders.list({ limit: 10 })).data).toEqual(several.toReversed())
  })

  it('keeps none of several where one cannot be', async () => {
    const order = makeOrder()

    await expect(orders.insert(makeOrder(), order, order)).rejects.toThrow()

    expect((await orders.list({ limit: 10 })).data).toEqual([])
  })

  it('finds nothing under an unknown id', async () => {
    expect(await orders.find(newId())).toBeUndefined()
  })

  it('finds those of several ids that there are', async () => {
    const order = makeOrder()
    await orders.insert(order)
    await orders.insert(makeOrder())

    expect(await orders.findMany([newId(), order.id])).toEqual([order])
    expect(await orders.findMany([])).toEqual([])
  })

  it.each(Object.entries(changes))('changes %s alone', async (...change) => {
    const order = makeOrder()
    const other = makeOrder()
    await orders.insert(order)
    await orders.insert(other)
    const only = Object.fromEntries([change])

    const changed = await orders.update(order.id, only, later)

    expect(changed).toEqual({ ...order, ...only, updatedAt: later, version: 2 })
    expect(await orders.find(order.id)).toEqual(changed)
    expect(await orders.find(other.id)).toEqual(other)
  })

  it('changes nothing under an unknown id', async () => {
    expect(await orders.update(newId(), changes, later)).toBeUndefined()
  })

  it('changes only the version that is expected', async () => {
    const order = makeOrder({ version: 3 })
    await orders.insert(order)

    expect(await orders.update(order.id, changes, later, 2)).toBeUndefined()
    expect(await orders.find(order.id)).toEqual(order)
    const changed = await orders.update(order.id, changes, later, 3)
    expect(changed?.version).toBe(4)
  })

  it('removes only the version that is expected', async () => {
    const order = makeOrder({ version: 3 })
    await orders.insert(order)

    expect(await orders.remove(order.id, 2)).toBe(false)
    expect(await orders.find(order.id)).toEqual(order)
    expect(await orders.remove(order.id, 3)).toBe(true)
  })

  it('removes once', async () => {
    const order = makeOrder()
    const other = makeOrder()
    await orders.insert(order)
    await orders.insert(other)

    expect(await orders.remove(order.id)).toBe(true)
    expect(await orders.remove(order.id)).toBe(false)
    expect(await orders.find(order.id)).toBeUndefined()
    expect(await orders.find(other.id)).toEqual(other)
  })

  it('is empty at first', async () => {
    expect(await orders.list({ limit: 10 })).toEqual({ data: [], next: null })
  })

  it('lists the newest first, page by page, without a gap where times are equal', async () => {
    const made = [1, 2, 2, 2, 3, 3, 4].map((minute) =>
      makeOrder({ createdAt: new Date(Date.UTC(2026, 0, 31, 9, minute)) }),
    )
    for (const order of made) {
      await orders.insert(order)
    }

    const walked = await walk(orders, { limit: 2 })

    expect(walked).toHaveLength(made.length)
    expect(walked).toEqual([...made].sort(newestFirst).map(({ id }) => id))
  })

  it('says that the last page is the last, also when it is full', async () => {
    await orders.insert(makeOrder())
    await orders.insert(makeOrder())

    expect((await orders.list({ limit: 2 })).next).toBeNull()
  })
})

describe.each(['createdAt'])('the index on %s', (field) => {
  it.each([true, false])(
    'gives the order and finds a value; descending: %s',
    async (descending) => {
      const sort = [{ field, descending }]
      const order = makeOrder()
      const steps = await planOf(database.db, async (db) => {
        const orders = createKyselyOrderRepository(db)
        await orders.list({ limit: 1, sort })
        const after = [fieldOf(order, field), order.id]
        await orders.list({ limit: 1, sort, after })
        const where = [{ field, operator: 'eq', value: fieldOf(order, field) }] as const
        await orders.list({ limit: 1, sort, where })
      })

      expect(steps.filter((step) => /^Index.* Scan$/.test(step))).toHaveLength(3)
      expect(steps).not.toContain('Seq Scan')
      expect(steps).not.toContain('Sort')
    },
  )
})

async function walk(orders: OrderRepository, request: PageRequest): Promise<string[]> {
  const page = await orders.list(request)
  const ids = page.data.map(({ id }) => id)
  if (!page.next) return ids
  return [...ids, ...(await walk(orders, { ...request, after: page.next }))]
}
