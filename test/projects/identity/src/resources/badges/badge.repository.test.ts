import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../../test/support/database.ts'
import { planOf } from '../../../test/support/plan.ts'
import type { DatabaseHandle } from '../../database/connection.ts'
import { newId } from '../../shared/id.ts'
import { fieldOf, newestFirst, type PageRequest } from '../../shared/pagination.ts'
import { storeEmployee } from '../employees/employee.factory.ts'
import { makeBadge } from './badge.factory.ts'
import { createKyselyBadgeRepository } from './badge.repository.kysely.ts'
import { createMemoryBadgeRepository } from './badge.repository.memory.ts'
import type { BadgeRepository } from './badge.repository.ts'
import type { BadgeChanges } from './badge.ts'

// One contract for both, so that the repository in memory cannot promise what the database breaks.

let database: DatabaseHandle

beforeAll(async () => {
  database = await createTestDatabase()
})

afterAll(async () => {
  await database.close()
})

const implementations = {
  'in memory': () => createMemoryBadgeRepository(),
  'on the database': () => createKyselyBadgeRepository(database.db),
}

const later = new Date('2026-02-28T18:00:00.000Z')

const changes: Required<BadgeChanges> = {
  label: 'Second label',
  employeeId: '0198c5d8-6c1f-7b04-8a51-7c2e9d5f0a63',
}

describe.each(Object.entries(implementations))('the repository of badges %s', (_, create) => {
  let badges: BadgeRepository

  beforeEach(async () => {
    await database.db.deleteFrom('badges').execute()
    await storeEmployee(database.db, { id: '0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52' })
    await storeEmployee(database.db, { id: '0198c5d8-6c1f-7b04-8a51-7c2e9d5f0a63' })
    badges = create()
  })

  it('gives back what it was given', async () => {
    const badge = makeBadge()

    await badges.insert(badge)

    expect(await badges.find(badge.id)).toEqual(badge)
  })

  it('keeps all of several', async () => {
    const several = [makeBadge(), makeBadge(), makeBadge()]

    await badges.insert(...several)
    await badges.insert()

    expect((await badges.list({ limit: 10 })).data).toEqual(several.toReversed())
  })

  it('keeps none of several where one cannot be', async () => {
    const badge = makeBadge()

    await expect(badges.insert(makeBadge(), badge, badge)).rejects.toThrow()

    expect((await badges.list({ limit: 10 })).data).toEqual([])
  })

  it('finds nothing under an unknown id', async () => {
    expect(await badges.find(newId())).toBeUndefined()
  })

  it('finds those of several ids that there are', async () => {
    const badge = makeBadge()
    await badges.insert(badge)
    await badges.insert(makeBadge())

    expect(await badges.findMany([newId(), badge.id])).toEqual([badge])
    expect(await badges.findMany([])).toEqual([])
  })

  it.each(Object.entries(changes))('changes %s alone', async (...change) => {
    const badge = makeBadge()
    const other = makeBadge()
    await badges.insert(badge)
    await badges.insert(other)
    const only = Object.fromEntries([change])

    const changed = await badges.update(badge.id, only, later)

    expect(changed).toEqual({ ...badge, ...only, updatedAt: later, version: 2 })
    expect(await badges.find(badge.id)).toEqual(changed)
    expect(await badges.find(other.id)).toEqual(other)
  })

  it('changes nothing under an unknown id', async () => {
    expect(await badges.update(newId(), changes, later)).toBeUndefined()
  })

  it('changes only the version that is expected', async () => {
    const badge = makeBadge({ version: 3 })
    await badges.insert(badge)

    expect(await badges.update(badge.id, changes, later, 2)).toBeUndefined()
    expect(await badges.find(badge.id)).toEqual(badge)
    const changed = await badges.update(badge.id, changes, later, 3)
    expect(changed?.version).toBe(4)
  })

  it('removes only the version that is expected', async () => {
    const badge = makeBadge({ version: 3 })
    await badges.insert(badge)

    expect(await badges.remove(badge.id, 2)).toBe(false)
    expect(await badges.find(badge.id)).toEqual(badge)
    expect(await badges.remove(badge.id, 3)).toBe(true)
  })

  it('removes once', async () => {
    const badge = makeBadge()
    const other = makeBadge()
    await badges.insert(badge)
    await badges.insert(other)

    expect(await badges.remove(badge.id)).toBe(true)
    expect(await badges.remove(badge.id)).toBe(false)
    expect(await badges.find(badge.id)).toBeUndefined()
    expect(await badges.find(other.id)).toEqual(other)
  })

  it('is empty at first', async () => {
    expect(await badges.list({ limit: 10 })).toEqual({ data: [], next: null })
  })

  it('lists the newest first, page by page, without a gap where times are equal', async () => {
    const made = [1, 2, 2, 2, 3, 3, 4].map((minute) =>
      makeBadge({ createdAt: new Date(Date.UTC(2026, 0, 31, 9, minute)) }),
    )
    for (const badge of made) {
      await badges.insert(badge)
    }

    const walked = await walk(badges, { limit: 2 })

    expect(walked).toHaveLength(made.length)
    expect(walked).toEqual([...made].sort(newestFirst).map(({ id }) => id))
  })

  it('says that the last page is the last, also when it is full', async () => {
    await badges.insert(makeBadge())
    await badges.insert(makeBadge())

    expect((await badges.list({ limit: 2 })).next).toBeNull()
  })
})

describe.each(['createdAt'])('the index on %s', (field) => {
  it.each([true, false])(
    'gives the order and finds a value; descending: %s',
    async (descending) => {
      const sort = [{ field, descending }]
      const badge = makeBadge()
      const steps = await planOf(database.db, async (db) => {
        const badges = createKyselyBadgeRepository(db)
        await badges.list({ limit: 1, sort })
        const after = [fieldOf(badge, field), badge.id]
        await badges.list({ limit: 1, sort, after })
        const where = [{ field, operator: 'eq', value: fieldOf(badge, field) }] as const
        await badges.list({ limit: 1, sort, where })
      })

      expect(steps.filter((step) => /^Index.* Scan$/.test(step))).toHaveLength(3)
      expect(steps).not.toContain('Seq Scan')
      expect(steps).not.toContain('Sort')
    },
  )
})

async function walk(badges: BadgeRepository, request: PageRequest): Promise<string[]> {
  const page = await badges.list(request)
  const ids = page.data.map(({ id }) => id)
  if (!page.next) return ids
  return [...ids, ...(await walk(badges, { ...request, after: page.next }))]
}
