import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../../test/support/database.ts'
import { planOf } from '../../../test/support/plan.ts'
import type { DatabaseHandle } from '../../database/connection.ts'
import { newId } from '../../shared/id.ts'
import { fieldOf, newestFirst, type PageRequest } from '../../shared/pagination.ts'
import { storeLateItem } from '../lates/late.factory.ts'
import { makeEarlyItem } from './early.factory.ts'
import { createKyselyEarlyItemRepository } from './early.repository.kysely.ts'
import { createMemoryEarlyItemRepository } from './early.repository.memory.ts'
import type { EarlyItemRepository } from './early.repository.ts'
import type { EarlyItemChanges } from './early.ts'

// One contract for both, so that the repository in memory cannot promise what the database breaks.

let database: DatabaseHandle

beforeAll(async () => {
  database = await createTestDatabase()
})

afterAll(async () => {
  await database.close()
})

const implementations = {
  'in memory': () => createMemoryEarlyItemRepository(),
  'on the database': () => createKyselyEarlyItemRepository(database.db),
}

const later = new Date('2026-02-28T18:00:00.000Z')

const changes: Required<EarlyItemChanges> = {
  lateId: '0198c5d8-6c1f-7b04-8a51-7c2e9d5f0a63',
}

describe.each(Object.entries(implementations))('the repository of earlies %s', (_, create) => {
  let earlyItems: EarlyItemRepository

  beforeEach(async () => {
    await database.db.deleteFrom('earlies').execute()
    await storeLateItem(database.db, { id: '0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52' })
    await storeLateItem(database.db, { id: '0198c5d8-6c1f-7b04-8a51-7c2e9d5f0a63' })
    earlyItems = create()
  })

  it('gives back what it was given', async () => {
    const earlyItem = makeEarlyItem()

    await earlyItems.insert(earlyItem)

    expect(await earlyItems.find(earlyItem.id)).toEqual(earlyItem)
  })

  it('keeps all of several', async () => {
    const several = [makeEarlyItem(), makeEarlyItem(), makeEarlyItem()]

    await earlyItems.insert(...several)
    await earlyItems.insert()

    expect((await earlyItems.list({ limit: 10 })).data).toEqual(several.toReversed())
  })

  it('keeps none of several where one cannot be', async () => {
    const earlyItem = makeEarlyItem()

    await expect(earlyItems.insert(makeEarlyItem(), earlyItem, earlyItem)).rejects.toThrow()

    expect((await earlyItems.list({ limit: 10 })).data).toEqual([])
  })

  it('finds nothing under an unknown id', async () => {
    expect(await earlyItems.find(newId())).toBeUndefined()
  })

  it('finds those of several ids that there are', async () => {
    const earlyItem = makeEarlyItem()
    await earlyItems.insert(earlyItem)
    await earlyItems.insert(makeEarlyItem())

    expect(await earlyItems.findMany([newId(), earlyItem.id])).toEqual([earlyItem])
    expect(await earlyItems.findMany([])).toEqual([])
  })

  it.each(Object.entries(changes))('changes %s alone', async (...change) => {
    const earlyItem = makeEarlyItem()
    const other = makeEarlyItem()
    await earlyItems.insert(earlyItem)
    await earlyItems.insert(other)
    const only = Object.fromEntries([change])

    const changed = await earlyItems.update(earlyItem.id, only, later)

    expect(changed).toEqual({ ...earlyItem, ...only, updatedAt: later, version: 2 })
    expect(await earlyItems.find(earlyItem.id)).toEqual(changed)
    expect(await earlyItems.find(other.id)).toEqual(other)
  })

  it('changes nothing under an unknown id', async () => {
    expect(await earlyItems.update(newId(), changes, later)).toBeUndefined()
  })

  it('changes only the version that is expected', async () => {
    const earlyItem = makeEarlyItem({ version: 3 })
    await earlyItems.insert(earlyItem)

    expect(await earlyItems.update(earlyItem.id, changes, later, 2)).toBeUndefined()
    expect(await earlyItems.find(earlyItem.id)).toEqual(earlyItem)
    const changed = await earlyItems.update(earlyItem.id, changes, later, 3)
    expect(changed?.version).toBe(4)
  })

  it('removes only the version that is expected', async () => {
    const earlyItem = makeEarlyItem({ version: 3 })
    await earlyItems.insert(earlyItem)

    expect(await earlyItems.remove(earlyItem.id, 2)).toBe(false)
    expect(await earlyItems.find(earlyItem.id)).toEqual(earlyItem)
    expect(await earlyItems.remove(earlyItem.id, 3)).toBe(true)
  })

  it('removes once', async () => {
    const earlyItem = makeEarlyItem()
    const other = makeEarlyItem()
    await earlyItems.insert(earlyItem)
    await earlyItems.insert(other)

    expect(await earlyItems.remove(earlyItem.id)).toBe(true)
    expect(await earlyItems.remove(earlyItem.id)).toBe(false)
    expect(await earlyItems.find(earlyItem.id)).toBeUndefined()
    expect(await earlyItems.find(other.id)).toEqual(other)
  })

  it('is empty at first', async () => {
    expect(await earlyItems.list({ limit: 10 })).toEqual({ data: [], next: null })
  })

  it('lists the newest first, page by page, without a gap where times are equal', async () => {
    const made = [1, 2, 2, 2, 3, 3, 4].map((minute) =>
      makeEarlyItem({ createdAt: new Date(Date.UTC(2026, 0, 31, 9, minute)) }),
    )
    for (const earlyItem of made) {
      await earlyItems.insert(earlyItem)
    }

    const walked = await walk(earlyItems, { limit: 2 })

    expect(walked).toHaveLength(made.length)
    expect(walked).toEqual([...made].sort(newestFirst).map(({ id }) => id))
  })

  it('says that the last page is the last, also when it is full', async () => {
    await earlyItems.insert(makeEarlyItem())
    await earlyItems.insert(makeEarlyItem())

    expect((await earlyItems.list({ limit: 2 })).next).toBeNull()
  })
})

describe.each(['createdAt'])('the index on %s', (field) => {
  it.each([true, false])(
    'gives the order and finds a value; descending: %s',
    async (descending) => {
      const sort = [{ field, descending }]
      const earlyItem = makeEarlyItem()
      const steps = await planOf(database.db, async (db) => {
        const earlyItems = createKyselyEarlyItemRepository(db)
        await earlyItems.list({ limit: 1, sort })
        const after = [fieldOf(earlyItem, field), earlyItem.id]
        await earlyItems.list({ limit: 1, sort, after })
        const where = [{ field, operator: 'eq', value: fieldOf(earlyItem, field) }] as const
        await earlyItems.list({ limit: 1, sort, where })
      })

      expect(steps.filter((step) => /^Index.* Scan$/.test(step))).toHaveLength(3)
      expect(steps).not.toContain('Seq Scan')
      expect(steps).not.toContain('Sort')
    },
  )
})

async function walk(earlyItems: EarlyItemRepository, request: PageRequest): Promise<string[]> {
  const page = await earlyItems.list(request)
  const ids = page.data.map(({ id }) => id)
  if (!page.next) return ids
  return [...ids, ...(await walk(earlyItems, { ...request, after: page.next }))]
}
