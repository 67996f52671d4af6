import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../../test/support/database.ts'
import { planOf } from '../../../test/support/plan.ts'
import type { DatabaseHandle } from '../../database/connection.ts'
import { newId } from '../../shared/id.ts'
import { fieldOf, newestFirst, type PageRequest } from '../../shared/pagination.ts'
import { makeTag } from './tag.factory.ts'
import { createKyselyTagRepository } from './tag.repository.kysely.ts'
import { createMemoryTagRepository } from './tag.repository.memory.ts'
import type { TagRepository } from './tag.repository.ts'
import type { TagChanges } from './tag.ts'

// One contract for both, so that the repository in memory cannot promise what the database breaks.

let database: DatabaseHandle

beforeAll(async () => {
  database = await createTestDatabase()
})

afterAll(async () => {
  await database.close()
})

const implementations = {
  'in memory': () => createMemoryTagRepository(),
  'on the database': () => createKyselyTagRepository(database.db),
}

const later = new Date('2026-02-28T18:00:00.000Z')

const changes: Required<TagChanges> = {
  label: 'Second label',
}

describe.each(Object.entries(implementations))('the repository of tags %s', (_, create) => {
  let tags: TagRepository

  beforeEach(async () => {
    await database.db.deleteFrom('tags').execute()
    tags = create()
  })

  it('gives back what it was given', async () => {
    const tag = makeTag()

    await tags.insert(tag)

    expect(await tags.find(tag.id)).toEqual(tag)
  })

  it('keeps all of several', async () => {
    const several = [makeTag(), makeTag(), makeTag()]

    await tags.insert(...several)
    await tags.insert()

    expect((await tags.list({ limit: 10 })).data).toEqual(several.toReversed())
  })

  it('keeps none of several where one cannot be', async () => {
    const tag = makeTag()

    await expect(tags.insert(makeTag(), tag, tag)).rejects.toThrow()

    expect((await tags.list({ limit: 10 })).data).toEqual([])
  })

  it('finds nothing under an unknown id', async () => {
    expect(await tags.find(newId())).toBeUndefined()
  })

  it('finds those of several ids that there are', async () => {
    const tag = makeTag()
    await tags.insert(tag)
    await tags.insert(makeTag())

    expect(await tags.findMany([newId(), tag.id])).toEqual([tag])
    expect(await tags.findMany([])).toEqual([])
  })

  it.each(Object.entries(changes))('changes %s alone', async (...change) => {
    const tag = makeTag()
    const other = makeTag()
    await tags.insert(tag)
    await tags.insert(other)
    const only = Object.fromEntries([change])

    const changed = await tags.update(tag.id, only, later)

    expect(changed).toEqual({ ...tag, ...only, updatedAt: later, version: 2 })
    expect(await tags.find(tag.id)).toEqual(changed)
    expect(await tags.find(other.id)).toEqual(other)
  })

  it('changes nothing under an unknown id', async () => {
    expect(await tags.update(newId(), changes, later)).toBeUndefined()
  })

  it('changes only the version that is expected', async () => {
    const tag = makeTag({ version: 3 })
    await tags.insert(tag)

    expect(await tags.update(tag.id, changes, later, 2)).toBeUndefined()
    expect(await tags.find(tag.id)).toEqual(tag)
    const changed = await tags.update(tag.id, changes, later, 3)
    expect(changed?.version).toBe(4)
  })

  it('removes only the version that is expected', async () => {
    const tag = makeTag({ version: 3 })
    await tags.insert(tag)

    expect(await tags.remove(tag.id, 2)).toBe(false)
    expect(await tags.find(tag.id)).toEqual(tag)
    expect(await tags.remove(tag.id, 3)).toBe(true)
  })

  it('removes once', async () => {
    const tag = makeTag()
    const other = makeTag()
    await tags.insert(tag)
    await tags.insert(other)

    expect(await tags.remove(tag.id)).toBe(true)
    expect(await tags.remove(tag.id)).toBe(false)
    expect(await tags.find(tag.id)).toBeUndefined()
    expect(await tags.find(other.id)).toEqual(other)
  })

  it('is empty at first', async () => {
    expect(await tags.list({ limit: 10 })).toEqual({ data: [], next: null })
  })

  it('lists the newest first, page by page, without a gap where times are equal', async () => {
    const made = [1, 2, 2, 2, 3, 3, 4].map((minute) =>
      makeTag({ createdAt: new Date(Date.UTC(2026, 0, 31, 9, minute)) }),
    )
    for (const tag of made) {
      await tags.insert(tag)
    }

    const walked = await walk(tags, { limit: 2 })

    expect(walked).toHaveLength(made.length)
    expect(walked).toEqual([...made].sort(newestFirst).map(({ id }) => id))
  })

  it('says that the last page is the last, also when it is full', async () => {
    await tags.insert(makeTag())
    await tags.insert(makeTag())

    expect((await tags.list({ limit: 2 })).next).toBeNull()
  })
})

describe.each(['createdAt'])('the index on %s', (field) => {
  it.each([true, false])(
    'gives the order and finds a value; descending: %s',
    async (descending) => {
      const sort = [{ field, descending }]
      const tag = makeTag()
      const steps = await planOf(database.db, async (db) => {
        const tags = createKyselyTagRepository(db)
        await tags.list({ limit: 1, sort })
        const after = [fieldOf(tag, field), tag.id]
        await tags.list({ limit: 1, sort, after })
        const where = [{ field, operator: 'eq', value: fieldOf(tag, field) }] as const
        await tags.list({ limit: 1, sort, where })
      })

      expect(steps.filter((step) => /^Index.* Scan$/.test(step))).toHaveLength(3)
      expect(steps).not.toContain('Seq Scan')
      expect(steps).not.toContain('Sort')
    },
  )
})

async function walk(tags: TagRepository, request: PageRequest): Promise<string[]> {
  const page = await tags.list(request)
  const ids = page.data.map(({ id }) => id)
  if (!page.next) return ids
  return [...ids, ...(await walk(tags, { ...request, after: page.next }))]
}
