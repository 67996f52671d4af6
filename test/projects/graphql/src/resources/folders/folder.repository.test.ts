import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../../test/support/database.ts'
import { someone } from '../../../test/support/identity.ts'
import { planOf } from '../../../test/support/plan.ts'
import type { DatabaseHandle } from '../../database/connection.ts'
import { newId } from '../../shared/id.ts'
import { fieldOf, newestFirst, type PageRequest } from '../../shared/pagination.ts'
import { makeFolder } from './folder.factory.ts'
import { createKyselyFolderRepository } from './folder.repository.kysely.ts'
import { createMemoryFolderRepository } from './folder.repository.memory.ts'
import type { FolderRepository } from './folder.repository.ts'
import type { FolderChanges } from './folder.ts'

// One contract for both, so that the repository in memory cannot promise what the database breaks.

let database: DatabaseHandle

beforeAll(async () => {
  database = await createTestDatabase()
})

afterAll(async () => {
  await database.close()
})

const implementations = {
  'in memory': () => createMemoryFolderRepository(someone.id),
  'on the database': () => createKyselyFolderRepository(database.db, someone.id),
}

const later = new Date('2026-02-28T18:00:00.000Z')

const changes: Required<FolderChanges> = {
  name: 'Second name',
  parentId: null,
}

describe.each(Object.entries(implementations))('the repository of folders %s', (_, create) => {
  let folders: FolderRepository

  beforeEach(async () => {
    await database.db.deleteFrom('folders').execute()
    folders = create()
  })

  it('gives back what it was given', async () => {
    const folder = makeFolder()

    await folders.insert(folder)

    expect(await folders.find(folder.id)).toEqual(folder)
  })

  it('keeps all of several', async () => {
    const several = [makeFolder(), makeFolder(), makeFolder()]

    await folders.insert(...several)
    await folders.insert()

    expect((await folders.list({ limit: 10 })).data).toEqual(several.toReversed())
  })

  it('keeps none of several where one cannot be', async () => {
    const folder = makeFolder()

    await expect(folders.insert(makeFolder(), folder, folder)).rejects.toThrow()

    expect((await folders.list({ limit: 10 })).data).toEqual([])
  })

  it('finds nothing under an unknown id', async () => {
    expect(await folders.find(newId())).toBeUndefined()
  })

  it('finds those of several ids that there are', async () => {
    const folder = makeFolder()
    await folders.insert(folder)
    await folders.insert(makeFolder())

    expect(await folders.findMany([newId(), folder.id])).toEqual([folder])
    expect(await folders.findMany([])).toEqual([])
  })

  it.each(Object.entries(changes))('changes %s alone', async (...change) => {
    const folder = makeFolder()
    const other = makeFolder()
    await folders.insert(folder)
    await folders.insert(other)
    const only = Object.fromEntries([change])

    const changed = await folders.update(folder.id, only, later)

    expect(changed).toEqual({ ...folder, ...only, updatedAt: later, version: 2 })
    expect(await folders.find(folder.id)).toEqual(changed)
    expect(await folders.find(other.id)).toEqual(other)
  })

  it('changes nothing under an unknown id', async () => {
    expect(await folders.update(newId(), changes, later)).toBeUndefined()
  })

  it('changes only the version that is expected', async () => {
    const folder = makeFolder({ version: 3 })
    await folders.insert(folder)

    expect(await folders.update(folder.id, changes, later, 2)).toBeUndefined()
    expect(await folders.find(folder.id)).toEqual(folder)
    const changed = await folders.update(folder.id, changes, later, 3)
    expect(changed?.version).toBe(4)
  })

  it('removes only the version that is expected', async () => {
    const folder = makeFolder({ version: 3 })
    await folders.insert(folder)

    expect(await folders.remove(folder.id, 2)).toBe(false)
    expect(await folders.find(folder.id)).toEqual(folder)
    expect(await folders.remove(folder.id, 3)).toBe(true)
  })

  it('removes once', async () => {
    const folder = makeFolder()
    const other = makeFolder()
    await folders.insert(folder)
    await folders.insert(other)

    expect(await folders.remove(folder.id)).toBe(true)
    expect(await folders.remove(folder.id)).toBe(false)
    expect(await folders.find(folder.id)).toBeUndefined()
    expect(await folders.find(other.id)).toEqual(other)
  })

  it('is empty at first', async () => {
    expect(await folders.list({ limit: 10 })).toEqual({ data: [], next: null })
  })

  it('lists the newest first, page by page, without a gap where times are equal', async () => {
    const made = [1, 2, 2, 2, 3, 3, 4].map((minute) =>
      makeFolder({ createdAt: new Date(Date.UTC(2026, 0, 31, 9, minute)) }),
    )
    for (const folder of made) {
      await folders.insert(folder)
    }

    const walked = await walk(folders, { limit: 2 })

    expect(walked).toHaveLength(made.length)
    expect(walked).toEqual([...made].sort(newestFirst).map(({ id }) => id))
  })

  it('says that the last page is the last, also when it is full', async () => {
    await folders.insert(makeFolder())
    await folders.insert(makeFolder())

    expect((await folders.list({ limit: 2 })).next).toBeNull()
  })
})

describe.each(['createdAt'])('the index on %s', (field) => {
  it.each([true, false])(
    'gives the order and finds a value; descending: %s',
    async (descending) => {
      const sort = [{ field, descending }]
      const folder = makeFolder()
      const steps = await planOf(database.db, async (db) => {
        const folders = createKyselyFolderRepository(db, someone.id)
        await folders.list({ limit: 1, sort })
        const after = [fieldOf(folder, field), folder.id]
        await folders.list({ limit: 1, sort, after })
        const where = [{ field, operator: 'eq', value: fieldOf(folder, field) }] as const
        await folders.list({ limit: 1, sort, where })
      })

      expect(steps.filter((step) => /^Index.* Scan$/.test(step))).toHaveLength(3)
      expect(steps).not.toContain('Seq Scan')
      expect(steps).not.toContain('Sort')
    },
  )
})

async function walk(folders: FolderRepository, request: PageRequest): Promise<string[]> {
  const page = await folders.list(request)
  const ids = page.data.map(({ id }) => id)
  if (!page.next) return ids
  return [...ids, ...(await walk(folders, { ...request, after: page.next }))]
}
