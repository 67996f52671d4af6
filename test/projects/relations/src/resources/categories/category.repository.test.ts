import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../../test/support/database.ts'
import { planOf } from '../../../test/support/plan.ts'
import type { DatabaseHandle } from '../../database/connection.ts'
import { newId } from '../../shared/id.ts'
import { fieldOf, newestFirst, type PageRequest } from '../../shared/pagination.ts'
import { makeCategory } from './category.factory.ts'
import { createKyselyCategoryRepository } from './category.repository.kysely.ts'
import { createMemoryCategoryRepository } from './category.repository.memory.ts'
import type { CategoryRepository } from './category.repository.ts'
import type { CategoryChanges } from './category.ts'

// One contract for both, so that the repository in memory cannot promise what the database breaks.

let database: DatabaseHandle

beforeAll(async () => {
  database = await createTestDatabase()
})

afterAll(async () => {
  await database.close()
})

const implementations = {
  'in memory': () => createMemoryCategoryRepository(),
  'on the database': () => createKyselyCategoryRepository(database.db),
}

const later = new Date('2026-02-28T18:00:00.000Z')

const changes: Required<CategoryChanges> = {
  name: 'Second name',
  parentId: null,
}

describe.each(Object.entries(implementations))('the repository of categories %s', (_, create) => {
  let categories: CategoryRepository

  beforeEach(async () => {
    await database.db.deleteFrom('categories').execute()
    categories = create()
  })

  it('gives back what it was given', async () => {
    const category = makeCategory()

    await categories.insert(category)

    expect(await categories.find(category.id)).toEqual(category)
  })

  it('keeps all of several', async () => {
    const several = [makeCategory(), makeCategory(), makeCategory()]

    await categories.insert(...several)
    await categories.insert()

    expect((await categories.list({ limit: 10 })).data).toEqual(several.toReversed())
  })

  it('keeps none of several where one cannot be', async () => {
    const category = makeCategory()

    await expect(categories.insert(makeCategory(), category, category)).rejects.toThrow()

    expect((await categories.list({ limit: 10 })).data).toEqual([])
  })

  it('finds nothing under an unknown id', async () => {
    expect(await categories.find(newId())).toBeUndefined()
  })

  it('finds those of several ids that there are', async () => {
    const category = makeCategory()
    await categories.insert(category)
    await categories.insert(makeCategory())

    expect(await categories.findMany([newId(), category.id])).toEqual([category])
    expect(await categories.findMany([])).toEqual([])
  })

  it.each(Object.entries(changes))('changes %s alone', async (...change) => {
    const category = makeCategory()
    const other = makeCategory()
    await categories.insert(category)
    await categories.insert(other)
    const only = Object.fromEntries([change])

    const changed = await categories.update(category.id, only, later)

    expect(changed).toEqual({ ...category, ...only, updatedAt: later, version: 2 })
    expect(await categories.find(category.id)).toEqual(changed)
    expect(await categories.find(other.id)).toEqual(other)
  })

  it('changes nothing under an unknown id', async () => {
    expect(await categories.update(newId(), changes, later)).toBeUndefined()
  })

  it('changes only the version that is expected', async () => {
    const category = makeCategory({ version: 3 })
    await categories.insert(category)

    expect(await categories.update(category.id, changes, later, 2)).toBeUndefined()
    expect(await categories.find(category.id)).toEqual(category)
    const changed = await categories.update(category.id, changes, later, 3)
    expect(changed?.version).toBe(4)
  })

  it('removes only the version that is expected', async () => {
    const category = makeCategory({ version: 3 })
    await categories.insert(category)

    expect(await categories.remove(category.id, new Date(), 2)).toBe(false)
    expect(await categories.find(category.id)).toEqual(category)
    expect(await categories.remove(category.id, new Date(), 3)).toBe(true)
  })

  it('removes once', async () => {
    const category = makeCategory()
    const other = makeCategory()
    await categories.insert(category)
    await categories.insert(other)

    expect(await categories.remove(category.id, new Date())).toBe(true)
    expect(await categories.remove(category.id, new Date())).toBe(false)
    expect(await categories.find(category.id)).toBeUndefined()
    expect(await categories.find(other.id)).toEqual(other)
  })

  it('is empty at first', async () => {
    expect(await categories.list({ limit: 10 })).toEqual({ data: [], next: null })
  })

  it('lists the newest first, page by page, without a gap where times are equal', async () => {
    const made = [1, 2, 2, 2, 3, 3, 4].map((minute) =>
      makeCategory({ createdAt: new Date(Date.UTC(2026, 0, 31, 9, minute)) }),
    )
    for (const category of made) {
      await categories.insert(category)
    }

    const walked = await walk(categories, { limit: 2 })

    expect(walked).toHaveLength(made.length)
    expect(walked).toEqual([...made].sort(newestFirst).map(({ id }) => id))
  })

  it('says that the last page is the last, also when it is full', async () => {
    await categories.insert(makeCategory())
    await categories.insert(makeCategory())

    expect((await categories.list({ limit: 2 })).next).toBeNull()
  })
})

describe.each(['createdAt'])('the index on %s', (field) => {
  it.each([true, false])(
    'gives the order and finds a value; descending: %s',
    async (descending) => {
      const sort = [{ field, descending }]
      const category = makeCategory()
      const steps = await planOf(database.db, async (db) => {
        const categories = createKyselyCategoryRepository(db)
        await categories.list({ limit: 1, sort })
        const after = [fieldOf(category, field), category.id]
        await categories.list({ limit: 1, sort, after })
        const where = [{ field, operator: 'eq', value: fieldOf(category, field) }] as const
        await categories.list({ limit: 1, sort, where })
      })

      expect(steps.filter((step) => /^Index.* Scan$/.test(step))).toHaveLength(3)
      expect(steps).not.toContain('Seq Scan')
      expect(steps).not.toContain('Sort')
    },
  )
})

async function walk(categories: CategoryRepository, request: PageRequest): Promise<string[]> {
  const page = await categories.list(request)
  const ids = page.data.map(({ id }) => id)
  if (!page.next) return ids
  return [...ids, ...(await walk(categories, { ...request, after: page.next }))]
}
