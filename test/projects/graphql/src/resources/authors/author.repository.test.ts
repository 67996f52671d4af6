import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../../test/support/database.ts'
import { planOf } from '../../../test/support/plan.ts'
import type { DatabaseHandle } from '../../database/connection.ts'
import { newId } from '../../shared/id.ts'
import { fieldOf, newestFirst, type PageRequest } from '../../shared/pagination.ts'
import { makeAuthor } from './author.factory.ts'
import { createKyselyAuthorRepository } from './author.repository.kysely.ts'
import { createMemoryAuthorRepository } from './author.repository.memory.ts'
import type { AuthorRepository } from './author.repository.ts'
import type { AuthorChanges } from './author.ts'

// One contract for both, so that the repository in memory cannot promise what the database breaks.

let database: DatabaseHandle

beforeAll(async () => {
  database = await createTestDatabase()
})

afterAll(async () => {
  await database.close()
})

const implementations = {
  'in memory': () => createMemoryAuthorRepository(),
  'on the database': () => createKyselyAuthorRepository(database.db),
}

const later = new Date('2026-02-28T18:00:00.000Z')

const changes: Required<AuthorChanges> = {
  name: 'Second name',
  email: 'second@example.com',
  site: 'https://example.com/second',
}

describe.each(Object.entries(implementations))('the repository of authors %s', (_, create) => {
  let authors: AuthorRepository

  beforeEach(async () => {
    await database.db.deleteFrom('authors').execute()
    authors = create()
  })

  it('gives back what it was given', async () => {
    const author = makeAuthor()

    await authors.insert(author)

    expect(await authors.find(author.id)).toEqual(author)
  })

  it('keeps all of several', async () => {
    const several = [makeAuthor(), makeAuthor(), makeAuthor()]

    await authors.insert(...several)
    await authors.insert()

    expect((await authors.list({ limit: 10 })).data).toEqual(several.toReversed())
  })

  it('keeps none of several where one cannot be', async () => {
    const author = makeAuthor()

    await expect(authors.insert(makeAuthor(), author, author)).rejects.toThrow()

    expect((await authors.list({ limit: 10 })).data).toEqual([])
  })

  it('finds nothing under an unknown id', async () => {
    expect(await authors.find(newId())).toBeUndefined()
  })

  it('finds those of several ids that there are', async () => {
    const author = makeAuthor()
    await authors.insert(author)
    await authors.insert(makeAuthor())

    expect(await authors.findMany([newId(), author.id])).toEqual([author])
    expect(await authors.findMany([])).toEqual([])
  })

  it.each(Object.entries(changes))('changes %s alone', async (...change) => {
    const author = makeAuthor()
    const other = makeAuthor()
    await authors.insert(author)
    await authors.insert(other)
    const only = Object.fromEntries([change])

    const changed = await authors.update(author.id, only, later)

    expect(changed).toEqual({ ...author, ...only, updatedAt: later, version: 2 })
    expect(await authors.find(author.id)).toEqual(changed)
    expect(await authors.find(other.id)).toEqual(other)
  })

  it('changes nothing under an unknown id', async () => {
    expect(await authors.update(newId(), changes, later)).toBeUndefined()
  })

  it('changes only the version that is expected', async () => {
    const author = makeAuthor({ version: 3 })
    await authors.insert(author)

    expect(await authors.update(author.id, changes, later, 2)).toBeUndefined()
    expect(await authors.find(author.id)).toEqual(author)
    const changed = await authors.update(author.id, changes, later, 3)
    expect(changed?.version).toBe(4)
  })

  it('removes only the version that is expected', async () => {
    const author = makeAuthor({ version: 3 })
    await authors.insert(author)

    expect(await authors.remove(author.id, 2)).toBe(false)
    expect(await authors.find(author.id)).toEqual(author)
    expect(await authors.remove(author.id, 3)).toBe(true)
  })

  it('removes once', async () => {
    const author = makeAuthor()
    const other = makeAuthor()
    await authors.insert(author)
    await authors.insert(other)

    expect(await authors.remove(author.id)).toBe(true)
    expect(await authors.remove(author.id)).toBe(false)
    expect(await authors.find(author.id)).toBeUndefined()
    expect(await authors.find(other.id)).toEqual(other)
  })

  it('is empty at first', async () => {
    expect(await authors.list({ limit: 10 })).toEqual({ data: [], next: null })
  })

  it('lists the newest first, page by page, without a gap where times are equal', async () => {
    const made = [1, 2, 2, 2, 3, 3, 4].map((minute) =>
      makeAuthor({ createdAt: new Date(Date.UTC(2026, 0, 31, 9, minute)) }),
    )
    for (const author of made) {
      await authors.insert(author)
    }

    const walked = await walk(authors, { limit: 2 })

    expect(walked).toHaveLength(made.length)
    expect(walked).toEqual([...made].sort(newestFirst).map(({ id }) => id))
  })

  it('says that the last page is the last, also when it is full', async () => {
    await authors.insert(makeAuthor())
    await authors.insert(makeAuthor())

    expect((await authors.list({ limit: 2 })).next).toBeNull()
  })
})

describe.each(['createdAt', 'name'])('the index on %s', (field) => {
  it.each([true, false])(
    'gives the order and finds a value; descending: %s',
    async (descending) => {
      const sort = [{ field, descending }]
      const author = makeAuthor()
      const steps = await planOf(database.db, async (db) => {
        const authors = createKyselyAuthorRepository(db)
        await authors.list({ limit: 1, sort })
        const after = [fieldOf(author, field), author.id]
        await authors.list({ limit: 1, sort, after })
        const where = [{ field, operator: 'eq', value: fieldOf(author, field) }] as const
        await authors.list({ limit: 1, sort, where })
      })

      expect(steps.filter((step) => /^Index.* Scan$/.test(step))).toHaveLength(3)
      expect(steps).not.toContain('Seq Scan')
      expect(steps).not.toContain('Sort')
    },
  )
})

async function walk(authors: AuthorRepository, request: PageRequest): Promise<string[]> {
  const page = await authors.list(request)
  const ids = page.data.map(({ id }) => id)
  if (!page.next) return ids
  return [...ids, ...(await walk(authors, { ...request, after: page.next }))]
}
