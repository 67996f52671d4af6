import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../../test/support/database.ts'
import { planOf } from '../../../test/support/plan.ts'
import type { DatabaseHandle } from '../../database/connection.ts'
import { newId } from '../../shared/id.ts'
import { fieldOf, newestFirst, type PageRequest } from '../../shared/pagination.ts'
import { makeLateItem } from './late.factory.ts'
import { createKyselyLateItemRepository } from './late.repository.kysely.ts'
import { createMemoryLateItemRepository } from './late.repository.memory.ts'
import type { LateItemRepository } from './late.repository.ts'
import type { LateItemChanges } from './late.ts'

// One contract for both, so that the repository in memory cannot promise what the database breaks.

let database: DatabaseHandle

beforeAll(async () => {
  database = await createTestDatabase()
})

afterAll(async () => {
  await database.close()
})

const implementations = {
  'in memory': () => createMemoryLateItemRepository(),
  'on the database': () => createKyselyLateItemRepository(database.db),
}

const later = new Date('2026-02-28T18:00:00.000Z')

const changes: Required<LateItemChanges> = {
  name: 'Second name',
}

describe.each(Object.entries(implementations))('the repository of lates %s', (_, create) => {
  let lateItems: LateItemRepository

  beforeEach(async () => {
    await database.db.deleteFrom('lates').execute()
    lateItems = create()
  })

  it('gives back what it was given', async () => {
    const lateItem = makeLateItem()

    await lateItems.insert(lateItem)

    expect(await lateItems.find(lateItem.id)).toEqual(lateItem)
  })

  it('keeps all of several', async () => {
    const several = [makeLateItem(), makeLateItem(), makeLateItem()]

    await lateItems.insert(...several)
    await lateItems.insert()

    expect((await lateItems.list({ limit: 10 })).data).toEqual(several.toReversed())
  })

  it('keeps none of several where one cannot be', async () => {
    const lateItem = makeLateItem()

    await expect(lateItems.insert(makeLateItem(), lateItem, lateItem)).rejects.toThrow()

    expect((await lateItems.list({ limit: 10 })).data).toEqual([])
  })

  it('finds nothing under an unknown id', async () => {
    expect(await lateItems.find(newId())).toBeUndefined()
  })

  it('finds those of several ids that there are', async () => {
    const lateItem = makeLateItem()
    await lateItems.insert(lateItem)
    await lateItems.insert(makeLateItem())

    expect(await lateItems.findMany([newId(), lateItem.id])).toEqual([lateItem])
    expect(await lateItems.findMany([])).toEqual([])
  })

  it.each(Object.entries(changes))('changes %s alone', async (...change) => {
    const lateItem = makeLateItem()
    const other = makeLateItem()
    await lateItems.insert(lateItem)
    await lateItems.insert(other)
    const only = Object.fromEntries([change])

    const changed = await lateItems.update(lateItem.id, only, later)

    expect(changed).toEqual({ ...lateItem, ...only, updatedAt: later, version: 2 })
    expect(await lateItems.find(lateItem.id)).toEqual(changed)
    expect(await lateItems.find(other.id)).toEqual(other)
  })

  it('changes nothing under an unknown id', async () => {
    expect(await lateItems.update(newId(), changes, later)).toBeUndefined()
  })

  it('changes only the version that is expected', async () => {
    const lateItem = makeLateItem({ version: 3 })
    await lateItems.insert(lateItem)

    expect(await lateItems.update(lateItem.id, changes, later, 2)).toBeUndefined()
    expect(await lateItems.find(lateItem.id)).toEqual(lateItem)
    const changed = await lateItems.update(lateItem.id, changes, later, 3)
    expect(changed?.version).toBe(4)
  })

  it('removes only the version that is expected', async () => {
    const lateItem = makeLateItem({ version: 3 })
    await lateItems.insert(lateItem)

    expect(await lateItems.remove(lateItem.id, 2)).toBe(false)
    expect(await lateItems.find(lateItem.id)).toEqual(lateItem)
    expect(await lateItems.remove(lateItem.id, 3)).toBe(true)
  })

  it('removes once', async () => {
    const lateItem = makeLateItem()
    const other = makeLateItem()
    await lateItems.insert(lateItem)
    await lateItems.insert(other)

    expect(await lateItems.remove(lateItem.id)).toBe(true)
    expect(await lateItems.remove(lateItem.id)).toBe(false)
    expect(await lateItems.find(lateItem.id)).toBeUndefined()
    expect(await lateItems.find(other.id)).toEqual(other)
  })

  it('is empty at first', async () => {
    expect(await lateItems.list({ limit: 10 })).toEqual({ data: [], next: null })
  })

  it('lists the newest first, page by page, without a gap where times are equal', async () => {
    const made = [1, 2, 2, 2, 3, 3, 4].map((minute) =>
      makeLateItem({ createdAt: new Date(Date.UTC(2026, 0, 31, 9, minute)) }),
    )
    for (const lateItem of made) {
      await lateItems.insert(lateItem)
    }

    const walked = await walk(lateItems, { limit: 2 })

    expect(walked).toHaveLength(made.length)
    expect(walked).toEqual([...made].sort(newestFirst).map(({ id }) => id))
  })

  it('says that the last page is the last, also when it is full', async () => {
    await lateItems.insert(makeLateItem())
    await lateItems.insert(makeLateItem())

    expect((await lateItems.list({ limit: 2 })).next).toBeNull()
  })
})

describe.each(['createdAt'])('the index on %s', (field) => {
  it.each([true, false])(
    'gives the order and finds a value; descending: %s',
    async (descending) => {
      const sort = [{ field, descending }]
      const lateItem = makeLateItem()
      const steps = await planOf(database.db, async (db) => {
        const lateItems = createKyselyLateItemRepository(db)
        await lateItems.list({ limit: 1, sort })
        const after = [fieldOf(lateItem, field), lateItem.id]
        await lateItems.list({ limit: 1, sort, after })
        const where = [{ field, operator: 'eq', value: fieldOf(lateItem, field) }] as const
        await lateItems.list({ limit: 1, sort, where })
      })

      expect(steps.filter((step) => /^Index.* Scan$/.test(step))).toHaveLength(3)
      expect(steps).not.toContain('Seq Scan')
      expect(steps).not.toContain('Sort')
    },
  )
})

async function walk(lateItems: LateItemRepository, request: PageRequest): Promise<string[]> {
  const page = await lateItems.list(request)
  const ids = page.data.map(({ id }) => id)
  if (!page.next) return ids
  return [...ids, ...(await walk(lateItems, { ...request, after: page.next }))]
}
