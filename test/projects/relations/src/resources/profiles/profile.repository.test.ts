import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../../test/support/database.ts'
import { planOf } from '../../../test/support/plan.ts'
import type { DatabaseHandle } from '../../database/connection.ts'
import { newId } from '../../shared/id.ts'
import { fieldOf, newestFirst, type PageRequest } from '../../shared/pagination.ts'
import { storeUser } from '../users/user.factory.ts'
import { makeProfile } from './profile.factory.ts'
import { createKyselyProfileRepository } from './profile.repository.kysely.ts'
import { createMemoryProfileRepository } from './profile.repository.memory.ts'
import type { ProfileRepository } from './profile.repository.ts'
import type { ProfileChanges } from './profile.ts'

// One contract for both, so that the repository in memory cannot promise what the database breaks.

let database: DatabaseHandle

beforeAll(async () => {
  database = await createTestDatabase()
})

afterAll(async () => {
  await database.close()
})

const implementations = {
  'in memory': () => createMemoryProfileRepository(),
  'on the database': () => createKyselyProfileRepository(database.db),
}

const later = new Date('2026-02-28T18:00:00.000Z')

const changes: Required<ProfileChanges> = {
  handle: 'Second handle',
  bio: 'Second bio',
  userId: '0198c5d8-6c1f-7b04-8a51-7c2e9d5f0a63',
  successorId: null,
}

describe.each(Object.entries(implementations))('the repository of profiles %s', (_, create) => {
  let profiles: ProfileRepository

  beforeEach(async () => {
    await database.db.deleteFrom('profiles').execute()
    await storeUser(database.db, { id: '0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52' })
    await storeUser(database.db, { id: '0198c5d8-6c1f-7b04-8a51-7c2e9d5f0a63' })
    for (const digit of '0123456789') {
      await storeUser(database.db, { id: `0198c5d8-6c20-7000-8000-00000000000${digit}` })
    }
    profiles = create()
  })

  it('gives back what it was given', async () => {
    const profile = makeProfile()

    await profiles.insert(profile)

    expect(await profiles.find(profile.id)).toEqual(profile)
  })

  it('keeps all of several', async () => {
    const several = [makeProfile(), makeProfile(), makeProfile()]

    await profiles.insert(...several)
    await profiles.insert()

    expect((await profiles.list({ limit: 10 })).data).toEqual(several.toReversed())
  })

  it('keeps none of several where one cannot be', async () => {
    const profile = makeProfile()

    await expect(profiles.insert(makeProfile(), profile, profile)).rejects.toThrow()

    expect((await profiles.list({ limit: 10 })).data).toEqual([])
  })

  it('finds nothing under an unknown id', async () => {
    expect(await profiles.find(newId())).toBeUndefined()
  })

  it('finds those of several ids that there are', async () => {
    const profile = makeProfile()
    await profiles.insert(profile)
    await profiles.insert(makeProfile())

    expect(await profiles.findMany([newId(), profile.id])).toEqual([profile])
    expect(await profiles.findMany([])).toEqual([])
  })

  it.each(Object.entries(changes))('changes %s alone', async (...change) => {
    const profile = makeProfile()
    const other = makeProfile()
    await profiles.insert(profile)
    await profiles.insert(other)
    const only = Object.fromEntries([change])

    const changed = await profiles.update(profile.id, only, later)

    expect(changed).toEqual({ ...profile, ...only, updatedAt: later, version: 2 })
    expect(await profiles.find(profile.id)).toEqual(changed)
    expect(await profiles.find(other.id)).toEqual(other)
  })

  it('changes nothing under an unknown id', async () => {
    expect(await profiles.update(newId(), changes, later)).toBeUndefined()
  })

  it('changes only the version that is expected', async () => {
    const profile = makeProfile({ version: 3 })
    await profiles.insert(profile)

    expect(await profiles.update(profile.id, changes, later, 2)).toBeUndefined()
    expect(await profiles.find(profile.id)).toEqual(profile)
    const changed = await profiles.update(profile.id, changes, later, 3)
    expect(changed?.version).toBe(4)
  })

  it('removes only the version that is expected', async () => {
    const profile = makeProfile({ version: 3 })
    await profiles.insert(profile)

    expect(await profiles.remove(profile.id, 2)).toBe(false)
    expect(await profiles.find(profile.id)).toEqual(profile)
    expect(await profiles.remove(profile.id, 3)).toBe(true)
  })

  it('removes once', async () => {
    const profile = makeProfile()
    const other = makeProfile()
    await profiles.insert(profile)
    await profiles.insert(other)

    expect(await profiles.remove(profile.id)).toBe(true)
    expect(await profiles.remove(profile.id)).toBe(false)
    expect(await profiles.find(profile.id)).toBeUndefined()
    expect(await profiles.find(other.id)).toEqual(other)
  })

  it('is empty at first', async () => {
    expect(await profiles.list({ limit: 10 })).toEqual({ data: [], next: null })
  })

  it('lists the newest first, page by page, without a gap where times are equal', async () => {
    const made = [1, 2, 2, 2, 3, 3, 4].map((minute) =>
      makeProfile({ createdAt: new Date(Date.UTC(2026, 0, 31, 9, minute)) }),
    )
    for (const profile of made) {
      await profiles.insert(profile)
    }

    const walked = await walk(profiles, { limit: 2 })

    expect(walked).toHaveLength(made.length)
    expect(walked).toEqual([...made].sort(newestFirst).map(({ id }) => id))
  })

  it('says that the last page is the last, also when it is full', async () => {
    await profiles.insert(makeProfile())
    await profiles.insert(makeProfile())

    expect((await profiles.list({ limit: 2 })).next).toBeNull()
  })
})

describe.each(['createdAt', 'handle'])('the index on %s', (field) => {
  it.each([true, false])(
    'gives the order and finds a value; descending: %s',
    async (descending) => {
      const sort = [{ field, descending }]
      const profile = makeProfile()
      const steps = await planOf(database.db, async (db) => {
        const profiles = createKyselyProfileRepository(db)
        await profiles.list({ limit: 1, sort })
        const after = [fieldOf(profile, field), profile.id]
        await profiles.list({ limit: 1, sort, after })
        const where = [{ field, operator: 'eq', value: fieldOf(profile, field) }] as const
        await profiles.list({ limit: 1, sort, where })
      })

      expect(steps.filter((step) => /^Index.* Scan$/.test(step))).toHaveLength(3)
      expect(steps).not.toContain('Seq Scan')
      expect(steps).not.toContain('Sort')
    },
  )
})

async function walk(profiles: ProfileRepository, request: PageRequest): Promise<string[]> {
  const page = await profiles.list(request)
  const ids = page.data.map(({ id }) => id)
  if (!page.next) return ids
  return [...ids, ...(await walk(profiles, { ...request, after: page.next }))]
}
