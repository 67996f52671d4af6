import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../../test/support/database.ts'
import { someone } from '../../../test/support/identity.ts'
import { planOf } from '../../../test/support/plan.ts'
import type { DatabaseHandle } from '../../database/connection.ts'
import { newId } from '../../shared/id.ts'
import { fieldOf, newestFirst, type PageRequest } from '../../shared/pagination.ts'
import { storeUser } from '../users/user.factory.ts'
import { makeSecretItem } from './secret.factory.ts'
import { createKyselySecretItemRepository } from './secret.repository.kysely.ts'
import { createMemorySecretItemRepository } from './secret.repository.memory.ts'
import type { SecretItemRepository } from './secret.repository.ts'
import type { SecretItemChanges } from './secret.ts'

// One contract for both, so that the repository in memory cannot promise what the database breaks.

let database: DatabaseHandle

beforeAll(async () => {
  database = await createTestDatabase()
})

afterAll(async () => {
  await database.close()
})

const implementations = {
  'in memory': () => createMemorySecretItemRepository(someone.id),
  'on the database': () => createKyselySecretItemRepository(database.db, someone.id),
}

const later = new Date('2026-02-28T18:00:00.000Z')

const changes: Required<SecretItemChanges> = {
  code: 'Second code',
  holderId: '0198c5d8-6c1f-7b04-8a51-7c2e9d5f0a63',
}

describe.each(Object.entries(implementations))('the repository of secrets %s', (_, create) => {
  let secretItems: SecretItemRepository

  beforeEach(async () => {
    await database.db.deleteFrom('secrets').execute()
    await storeUser(database.db, { id: '0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52' })
    await storeUser(database.db, { id: '0198c5d8-6c1f-7b04-8a51-7c2e9d5f0a63' })
    secretItems = create()
  })

  it('gives back what it was given', async () => {
    const secretItem = makeSecretItem()

    await secretItems.insert(secretItem)

    expect(await secretItems.find(secretItem.id)).toEqual(secretItem)
  })

  it('keeps all of several', async () => {
    const several = [makeSecretItem(), makeSecretItem(), makeSecretItem()]

    await secretItems.insert(...several)
    await secretItems.insert()

    expect((await secretItems.list({ limit: 10 })).data).toEqual(several.toReversed())
  })

  it('keeps none of several where one cannot be', async () => {
    const secretItem = makeSecretItem()

    await expect(secretItems.insert(makeSecretItem(), secretItem, secretItem)).rejects.toThrow()

    expect((await secretItems.list({ limit: 10 })).data).toEqual([])
  })

  it('finds nothing under an unknown id', async () => {
    expect(await secretItems.find(newId())).toBeUndefined()
  })

  it('finds those of several ids that there are', async () => {
    const secretItem = makeSecretItem()
    await secretItems.insert(secretItem)
    await secretItems.insert(makeSecretItem())

    expect(await secretItems.findMany([newId(), secretItem.id])).toEqual([secretItem])
    expect(await secretItems.findMany([])).toEqual([])
  })

  it.each(Object.entries(changes))('changes %s alone', async (...change) => {
    const secretItem = makeSecretItem()
    const other = makeSecretItem()
    await secretItems.insert(secretItem)
    await secretItems.insert(other)
    const only = Object.fromEntries([change])

    const changed = await secretItems.update(secretItem.id, only, later)

    expect(changed).toEqual({ ...secretItem, ...only, updatedAt: later, version: 2 })
    expect(await secretItems.find(secretItem.id)).toEqual(changed)
    expect(await secretItems.find(other.id)).toEqual(other)
  })

  it('changes nothing under an unknown id', async () => {
    expect(await secretItems.update(newId(), changes, later)).toBeUndefined()
  })

  it('changes only the version that is expected', async () => {
    const secretItem = makeSecretItem({ version: 3 })
    await secretItems.insert(secretItem)

    expect(await secretItems.update(secretItem.id, changes, later, 2)).toBeUndefined()
    expect(await secretItems.find(secretItem.id)).toEqual(secretItem)
    const changed = await secretItems.update(secretItem.id, changes, later, 3)
    expect(changed?.version).toBe(4)
  })

  it('removes only the version that is expected', async () => {
    const secretItem = makeSecretItem({ version: 3 })
    await secretItems.insert(secretItem)

    expect(await secretItems.remove(secretItem.id, 2)).toBe(false)
    expect(await secretItems.find(secretItem.id)).toEqual(secretItem)
    expect(await secretItems.remove(secretItem.id, 3)).toBe(true)
  })

  it('removes once', async () => {
    const secretItem = makeSecretItem()
    const other = makeSecretItem()
    await secretItems.insert(secretItem)
    await secretItems.insert(other)

    expect(await secretItems.remove(secretItem.id)).toBe(true)
    expect(await secretItems.remove(secretItem.id)).toBe(false)
    expect(await secretItems.find(secretItem.id)).toBeUndefined()
    expect(await secretItems.find(other.id)).toEqual(other)
  })

  it('is empty at first', async () => {
    expect(await secretItems.list({ limit: 10 })).toEqual({ data: [], next: null })
  })

  it('lists the newest first, page by page, without a gap where times are equal', async () => {
    const made = [1, 2, 2, 2, 3, 3, 4].map((minute) =>
      makeSecretItem({ createdAt: new Date(Date.UTC(2026, 0, 31, 9, minute)) }),
    )
    for (const secretItem of made) {
      await secretItems.insert(secretItem)
    }

    const walked = await walk(secretItems, { limit: 2 })

    expect(walked).toHaveLength(made.length)
    expect(walked).toEqual([...made].sort(newestFirst).map(({ id }) => id))
  })

  it('says that the last page is the last, also when it is full', async () => {
    await secretItems.insert(makeSecretItem())
    await secretItems.insert(makeSecretItem())

    expect((await secretItems.list({ limit: 2 })).next).toBeNull()
  })
})

describe.each(['createdAt'])('the index on %s', (field) => {
  it.each([true, false])(
    'gives the order and finds a value; descending: %s',
    async (descending) => {
      const sort = [{ field, descending }]
      const secretItem = makeSecretItem()
      const steps = await planOf(database.db, async (db) => {
        const secretItems = createKyselySecretItemRepository(db, someone.id)
        await secretItems.list({ limit: 1, sort })
        const after = [fieldOf(secretItem, field), secretItem.id]
        await secretItems.list({ limit: 1, sort, after })
        const where = [{ field, operator: 'eq', value: fieldOf(secretItem, field) }] as const
        await secretItems.list({ limit: 1, sort, where })
      })

      expect(steps.filter((step) => /^Index.* Scan$/.test(step))).toHaveLength(3)
      expect(steps).not.toContain('Seq Scan')
      expect(steps).not.toContain('Sort')
    },
  )
})

async function walk(secretItems: SecretItemRepository, request: PageRequest): Promise<string[]> {
  const page = await secretItems.list(request)
  const ids = page.data.map(({ id }) => id)
  if (!page.next) return ids
  return [...ids, ...(await walk(secretItems, { ...request, after: page.next }))]
}
