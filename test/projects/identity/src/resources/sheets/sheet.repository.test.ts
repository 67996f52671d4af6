import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../../test/support/database.ts'
import { someone } from '../../../test/support/identity.ts'
import { planOf } from '../../../test/support/plan.ts'
import type { DatabaseHandle } from '../../database/connection.ts'
import { newId } from '../../shared/id.ts'
import { fieldOf, newestFirst, type PageRequest } from '../../shared/pagination.ts'
import { storeFolder } from '../folders/folder.factory.ts'
import { makeSheet } from './sheet.factory.ts'
import { createKyselySheetRepository } from './sheet.repository.kysely.ts'
import { createMemorySheetRepository } from './sheet.repository.memory.ts'
import type { SheetRepository } from './sheet.repository.ts'
import type { SheetChanges } from './sheet.ts'

// One contract for both, so that the repository in memory cannot promise what the database breaks.

let database: DatabaseHandle

beforeAll(async () => {
  database = await createTestDatabase()
})

afterAll(async () => {
  await database.close()
})

const implementations = {
  'in memory': () => createMemorySheetRepository(someone.id),
  'on the database': () => createKyselySheetRepository(database.db, someone.id),
}

const later = new Date('2026-02-28T18:00:00.000Z')

const changes: Required<SheetChanges> = {
  title: 'Second title',
  score: 2,
  folderId: '0198c5d8-6c1f-7b04-8a51-7c2e9d5f0a63',
  parentId: null,
}

describe.each(Object.entries(implementations))('the repository of sheets %s', (_, create) => {
  let sheets: SheetRepository

  beforeEach(async () => {
    await database.db.deleteFrom('sheets').execute()
    await storeFolder(database.db, { id: '0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52' })
    await storeFolder(database.db, { id: '0198c5d8-6c1f-7b04-8a51-7c2e9d5f0a63' })
    sheets = create()
  })

  it('gives back what it was given', async () => {
    const sheet = makeSheet()

    await sheets.insert(sheet)

    expect(await sheets.find(sheet.id)).toEqual(sheet)
  })

  it('keeps all of several', async () => {
    const several = [makeSheet(), makeSheet(), makeSheet()]

    await sheets.insert(...several)
    await sheets.insert()

    expect((await sheets.list({ limit: 10 })).data).toEqual(several.toReversed())
  })

  it('keeps none of several where one cannot be', async () => {
    const sheet = makeSheet()

    await expect(sheets.insert(makeSheet(), sheet, sheet)).rejects.toThrow()

    expect((await sheets.list({ limit: 10 })).data).toEqual([])
  })

  it('finds nothing under an unknown id', async () => {
    expect(await sheets.find(newId())).toBeUndefined()
  })

  it('finds those of several ids that there are', async () => {
    const sheet = makeSheet()
    await sheets.insert(sheet)
    await sheets.insert(makeSheet())

    expect(await sheets.findMany([newId(), sheet.id])).toEqual([sheet])
    expect(await sheets.findMany([])).toEqual([])
  })

  it.each(Object.entries(changes))('changes %s alone', async (...change) => {
    const sheet = makeSheet()
    const other = makeSheet()
    await sheets.insert(sheet)
    await sheets.insert(other)
    const only = Object.fromEntries([change])

    const changed = await sheets.update(sheet.id, only, later)

    expect(changed).toEqual({ ...sheet, ...only, updatedAt: later, version: 2 })
    expect(await sheets.find(sheet.id)).toEqual(changed)
    expect(await sheets.find(other.id)).toEqual(other)
  })

  it('changes nothing under an unknown id', async () => {
    expect(await sheets.update(newId(), changes, later)).toBeUndefined()
  })

  it('changes only the version that is expected', async () => {
    const sheet = makeSheet({ version: 3 })
    await sheets.insert(sheet)

    expect(await sheets.update(sheet.id, changes, later, 2)).toBeUndefined()
    expect(await sheets.find(sheet.id)).toEqual(sheet)
    const changed = await sheets.update(sheet.id, changes, later, 3)
    expect(changed?.version).toBe(4)
  })

  it('removes only the version that is expected', async () => {
    const sheet = makeSheet({ version: 3 })
    await sheets.insert(sheet)

    expect(await sheets.remove(sheet.id, 2)).toBe(false)
    expect(await sheets.find(sheet.id)).toEqual(sheet)
    expect(await sheets.remove(sheet.id, 3)).toBe(true)
  })

  it('removes once', async () => {
    const sheet = makeSheet()
    const other = makeSheet()
    await sheets.insert(sheet)
    await sheets.insert(other)

    expect(await sheets.remove(sheet.id)).toBe(true)
    expect(await sheets.remove(sheet.id)).toBe(false)
    expect(await sheets.find(sheet.id)).toBeUndefined()
    expect(await sheets.find(other.id)).toEqual(other)
  })

  it('is empty at first', async () => {
    expect(await sheets.list({ limit: 10 })).toEqual({ data: [], next: null })
  })

  it('lists the newest first, page by page, without a gap where times are equal', async () => {
    const made = [1, 2, 2, 2, 3, 3, 4].map((minute) =>
      makeSheet({ createdAt: new Date(Date.UTC(2026, 0, 31, 9, minute)) }),
    )
    for (const sheet of made) {
      await sheets.insert(sheet)
    }

    const walked = await walk(sheets, { limit: 2 })

    expect(walked).toHaveLength(made.length)
    expect(walked).toEqual([...made].sort(newestFirst).map(({ id }) => id))
  })

  it('says that the last page is the last, also when it is full', async () => {
    await sheets.insert(makeSheet())
    await sheets.insert(makeSheet())

    expect((await sheets.list({ limit: 2 })).next).toBeNull()
  })
})

describe.each(['createdAt', 'score'])('the index on %s', (field) => {
  it.each([true, false])(
    'gives the order and finds a value; descending: %s',
    async (descending) => {
      const sort = [{ field, descending }]
      const sheet = makeSheet()
      const steps = await planOf(database.db, async (db) => {
        const sheets = createKyselySheetRepository(db, someone.id)
        await sheets.list({ limit: 1, sort })
        const after = [fieldOf(sheet, field), sheet.id]
        await sheets.list({ limit: 1, sort, after })
        const where = [{ field, operator: 'eq', value: fieldOf(sheet, field) }] as const
        await sheets.list({ limit: 1, sort, where })
      })

      expect(steps.filter((step) => /^Index.* Scan$/.test(step))).toHaveLength(3)
      expect(steps).not.toContain('Seq Scan')
      expect(steps).not.toContain('Sort')
    },
  )
})

async function walk(sheets: SheetRepository, request: PageRequest): Promise<string[]> {
  const page = await sheets.list(request)
  const ids = page.data.map(({ id }) => id)
  if (!page.next) return ids
  return [...ids, ...(await walk(sheets, { ...request, after: page.next }))]
}
