import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../../test/support/database.ts'
import { planOf } from '../../../test/support/plan.ts'
import type { DatabaseHandle } from '../../database/connection.ts'
import { newId } from '../../shared/id.ts'
import { fieldOf, newestFirst, type PageRequest } from '../../shared/pagination.ts'
import { storeArticle } from '../articles/article.factory.ts'
import { makeEntry } from './entry.factory.ts'
import { createKyselyEntryRepository } from './entry.repository.kysely.ts'
import { createMemoryEntryRepository } from './entry.repository.memory.ts'
import type { EntryRepository } from './entry.repository.ts'
import type { EntryChanges } from './entry.ts'

// One contract for both, so that the repository in memory cannot promise what the database breaks.

let database: DatabaseHandle

beforeAll(async () => {
  database = await createTestDatabase()
})

afterAll(async () => {
  await database.close()
})

const implementations = {
  'in memory': () => createMemoryEntryRepository(),
  'on the database': () => createKyselyEntryRepository(database.db),
}

const later = new Date('2026-02-28T18:00:00.000Z')

const changes: Required<EntryChanges> = {
  line: 'Second line',
  articleId: '0198c5d8-6c1f-7b04-8a51-7c2e9d5f0a63',
  beforeId: null,
}

describe.each(Object.entries(implementations))('the repository of entries %s', (_, create) => {
  let entries: EntryRepository

  beforeEach(async () => {
    await database.db.deleteFrom('entries').execute()
    await storeArticle(database.db, { id: '0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52' })
    await storeArticle(database.db, { id: '0198c5d8-6c1f-7b04-8a51-7c2e9d5f0a63' })
    entries = create()
  })

  it('gives back what it was given', async () => {
    const entry = makeEntry()

    await entries.insert(entry)

    expect(await entries.find(entry.id)).toEqual(entry)
  })

  it('keeps all of several', async () => {
    const several = [makeEntry(), makeEntry(), makeEntry()]

    await entries.insert(...several)
    await entries.insert()

    expect((await entries.list({ limit: 10 })).data).toEqual(several.toReversed())
  })

  it('keeps none of several where one cannot be', async () => {
    const entry = makeEntry()

    await expect(entries.insert(makeEntry(), entry, entry)).rejects.toThrow()

    expect((await entries.list({ limit: 10 })).data).toEqual([])
  })

  it('finds nothing under an unknown id', async () => {
    expect(await entries.find(newId())).toBeUndefined()
  })

  it('finds those of several ids that there are', async () => {
    const entry = makeEntry()
    await entries.insert(entry)
    await entries.insert(makeEntry())

    expect(await entries.findMany([newId(), entry.id])).toEqual([entry])
    expect(await entries.findMany([])).toEqual([])
  })

  it.each(Object.entries(changes))('changes %s alone', async (...change) => {
    const entry = makeEntry()
    const other = makeEntry()
    await entries.insert(entry)
    await entries.insert(other)
    const only = Object.fromEntries([change])

    const changed = await entries.update(entry.id, only, later)

    expect(changed).toEqual({ ...entry, ...only, updatedAt: later, version: 2 })
    expect(await entries.find(entry.id)).toEqual(changed)
    expect(await entries.find(other.id)).toEqual(other)
  })

  it('changes nothing under an unknown id', async () => {
    expect(await entries.update(newId(), changes, later)).toBeUndefined()
  })

  it('changes only the version that is expected', async () => {
    const entry = makeEntry({ version: 3 })
    await entries.insert(entry)

    expect(await entries.update(entry.id, changes, later, 2)).toBeUndefined()
    expect(await entries.find(entry.id)).toEqual(entry)
    const changed = await entries.update(entry.id, changes, later, 3)
    expect(changed?.version).toBe(4)
  })

  it('removes only the version that is expected', async () => {
    const entry = makeEntry({ version: 3 })
    await entries.insert(entry)

    expect(await entries.remove(entry.id, 2)).toBe(false)
    expect(await entries.find(entry.id)).toEqual(entry)
    expect(await entries.remove(entry.id, 3)).toBe(true)
  })

  it('removes once', async () => {
    const entry = makeEntry()
    const other = makeEntry()
    await entries.insert(entry)
    await entries.insert(other)

    expect(await entries.remove(entry.id)).toBe(true)
    expect(await entries.remove(entry.id)).toBe(false)
    expect(await entries.find(entry.id)).toBeUndefined()
    expect(await entries.find(other.id)).toEqual(other)
  })

  it('is empty at first', async () => {
    expect(await entries.list({ limit: 10 })).toEqual({ data: [], next: null })
  })

  it('lists the newest first, page by page, without a gap where times are equal', async () => {
    const made = [1, 2, 2, 2, 3, 3, 4].map((minute) =>
      makeEntry({ createdAt: new Date(Date.UTC(2026, 0, 31, 9, minute)) }),
    )
    for (const entry of made) {
      await entries.insert(entry)
    }

    const walked = await walk(entries, { limit: 2 })

    expect(walked).toHaveLength(made.length)
    expect(walked).toEqual([...made].sort(newestFirst).map(({ id }) => id))
  })

  it('says that the last page is the last, also when it is full', async () => {
    await entries.insert(makeEntry())
    await entries.insert(makeEntry())

    expect((await entries.list({ limit: 2 })).next).toBeNull()
  })
})

describe.each(['createdAt'])('the index on %s', (field) => {
  it.each([true, false])(
    'gives the order and finds a value; descending: %s',
    async (descending) => {
      const sort = [{ field, descending }]
      const entry = makeEntry()
      const steps = await planOf(database.db, async (db) => {
        const entries = createKyselyEntryRepository(db)
        await entries.list({ limit: 1, sort })
        const after = [fieldOf(entry, field), entry.id]
        await entries.list({ limit: 1, sort, after })
        const where = [{ field, operator: 'eq', value: fieldOf(entry, field) }] as const
        await entries.list({ limit: 1, sort, where })
      })

      expect(steps.filter((step) => /^Index.* Scan$/.test(step))).toHaveLength(3)
      expect(steps).not.toContain('Seq Scan')
      expect(steps).not.toContain('Sort')
    },
  )
})

async function walk(entries: EntryRepository, request: PageRequest): Promise<string[]> {
  const page = await entries.list(request)
  const ids = page.data.map(({ id }) => id)
  if (!page.next) return ids
  return [...ids, ...(await walk(entries, { ...request, after: page.next }))]
}
