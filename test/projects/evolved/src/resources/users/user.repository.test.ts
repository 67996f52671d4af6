import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../../test/support/database.ts'
import { someone } from '../../../test/support/identity.ts'
import { planOf } from '../../../test/support/plan.ts'
import type { DatabaseHandle } from '../../database/connection.ts'
import { newId } from '../../shared/id.ts'
import { fieldOf, newestFirst, type PageRequest } from '../../shared/pagination.ts'
import { makeUser } from './user.factory.ts'
import { createKyselyUserRepository } from './user.repository.kysely.ts'
import { createMemoryUserRepository } from './user.repository.memory.ts'
import type { UserRepository } from './user.repository.ts'
import type { UserChanges } from './user.ts'

// One contract for both, so that the repository in memory cannot promise what the database breaks.

let database: DatabaseHandle

beforeAll(async () => {
  database = await createTestDatabase()
})

afterAll(async () => {
  await database.close()
})

const implementations = {
  'in memory': () => createMemoryUserRepository(someone.id),
  'on the database': () => createKyselyUserRepository(database.db, someone.id),
}

const later = new Date('2026-02-28T18:00:00.000Z')

const changes: Required<UserChanges> = {
  name: 'Second name',
  state: 'Second sta',
  salary: 2,
}

describe.each(Object.entries(implementations))('the repository of users %s', (_, create) => {
  let users: UserRepository

  beforeEach(async () => {
    await database.db.deleteFrom('users').execute()
    users = create()
  })

  it('gives back what it was given', async () => {
    const user = makeUser()

    await users.insert(user)

    expect(await users.find(user.id)).toEqual(user)
  })

  it('keeps all of several', async () => {
    const several = [makeUser(), makeUser(), makeUser()]

    await users.insert(...several)
    await users.insert()

    expect((await users.list({ limit: 10 })).data).toEqual(several.toReversed())
  })

  it('keeps none of several where one cannot be', async () => {
    const user = makeUser()

    await expect(users.insert(makeUser(), user, user)).rejects.toThrow()

    expect((await users.list({ limit: 10 })).data).toEqual([])
  })

  it('finds nothing under an unknown id', async () => {
    expect(await users.find(newId())).toBeUndefined()
  })

  it('finds those of several ids that there are', async () => {
    const user = makeUser()
    await users.insert(user)
    await users.insert(makeUser())

    expect(await users.findMany([newId(), user.id])).toEqual([user])
    expect(await users.findMany([])).toEqual([])
  })

  it.each(Object.entries(changes))('changes %s alone', async (...change) => {
    const user = makeUser()
    const other = makeUser()
    await users.insert(user)
    await users.insert(other)
    const only = Object.fromEntries([change])

    const changed = await users.update(user.id, only, later)

    expect(changed).toEqual({ ...user, ...only, updatedAt: later, version: 2 })
    expect(await users.find(user.id)).toEqual(changed)
    expect(await users.find(other.id)).toEqual(other)
  })

  it('changes nothing under an unknown id', async () => {
    expect(await users.update(newId(), changes, later)).toBeUndefined()
  })

  it('changes only the version that is expected', async () => {
    const user = makeUser({ version: 3 })
    await users.insert(user)

    expect(await users.update(user.id, changes, later, 2)).toBeUndefined()
    expect(await users.find(user.id)).toEqual(user)
    const changed = await users.update(user.id, changes, later, 3)
    expect(changed?.version).toBe(4)
  })

  it('removes only the version that is expected', async () => {
    const user = makeUser({ version: 3 })
    await users.insert(user)

    expect(await users.remove(user.id, 2)).toBe(false)
    expect(await users.find(user.id)).toEqual(user)
    expect(await users.remove(user.id, 3)).toBe(true)
  })

  it('removes once', async () => {
    const user = makeUser()
    const other = makeUser()
    await users.insert(user)
    await users.insert(other)

    expect(await users.remove(user.id)).toBe(true)
    expect(await users.remove(user.id)).toBe(false)
    expect(await users.find(user.id)).toBeUndefined()
    expect(await users.find(other.id)).toEqual(other)
  })

  it('is empty at first', async () => {
    expect(await users.list({ limit: 10 })).toEqual({ data: [], next: null })
  })

  it('lists the newest first, page by page, without a gap where times are equal', async () => {
    const made = [1, 2, 2, 2, 3, 3, 4].map((minute) =>
      makeUser({ createdAt: new Date(Date.UTC(2026, 0, 31, 9, minute)) }),
    )
    for (const user of made) {
      await users.insert(user)
    }

    const walked = await walk(users, { limit: 2 })

    expect(walked).toHaveLength(made.length)
    expect(walked).toEqual([...made].sort(newestFirst).map(({ id }) => id))
  })

  it('says that the last page is the last, also when it is full', async () => {
    await users.insert(makeUser())
    await users.insert(makeUser())

    expect((await users.list({ limit: 2 })).next).toBeNull()
  })
})

describe.each(['createdAt', 'salary'])('the index on %s', (field) => {
  it.each([true, false])(
    'gives the order and finds a value; descending: %s',
    async (descending) => {
      const sort = [{ field, descending }]
      const user = makeUser()
      const steps = await planOf(database.db, async (db) => {
        const users = createKyselyUserRepository(db, someone.id)
        await users.list({ limit: 1, sort })
        const after = [fieldOf(user, field), user.id]
        await users.list({ limit: 1, sort, after })
        const where = [{ field, operator: 'eq', value: fieldOf(user, field) }] as const
        await users.list({ limit: 1, sort, where })
      })

      expect(steps.filter((step) => /^Index.* Scan$/.test(step))).toHaveLength(3)
      expect(steps).not.toContain('Seq Scan')
      expect(steps).not.toContain('Sort')
    },
  )
})

async function walk(users: UserRepository, request: PageRequest): Promise<string[]> {
  const page = await users.list(request)
  const ids = page.data.map(({ id }) => id)
  if (!page.next) return ids
  return [...ids, ...(await walk(users, { ...request, after: page.next }))]
}
