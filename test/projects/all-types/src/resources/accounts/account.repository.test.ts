import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../../test/support/database.ts'
import { planOf } from '../../../test/support/plan.ts'
import type { DatabaseHandle } from '../../database/connection.ts'
import { newId } from '../../shared/id.ts'
import { fieldOf, newestFirst, type PageRequest } from '../../shared/pagination.ts'
import { makeAccount } from './account.factory.ts'
import { createKyselyAccountRepository } from './account.repository.kysely.ts'
import { createMemoryAccountRepository } from './account.repository.memory.ts'
import type { AccountRepository } from './account.repository.ts'
import type { AccountChanges } from './account.ts'

// One contract for both, so that the repository in memory cannot promise what the database breaks.

let database: DatabaseHandle

beforeAll(async () => {
  database = await createTestDatabase()
})

afterAll(async () => {
  await database.close()
})

const implementations = {
  'in memory': () => createMemoryAccountRepository(),
  'on the database': () => createKyselyAccountRepository(database.db),
}

const later = new Date('2026-02-28T18:00:00.000Z')

const changes: Required<AccountChanges> = {
  label: 'Second label',
  password: 'Second password',
  pin: 2,
  birthday: '2026-02-28',
}

describe.each(Object.entries(implementations))('the repository of accounts %s', (_, create) => {
  let accounts: AccountRepository

  beforeEach(async () => {
    await database.db.deleteFrom('accounts').execute()
    accounts = create()
  })

  it('gives back what it was given', async () => {
    const account = makeAccount()

    await accounts.insert(account)

    expect(await accounts.find(account.id)).toEqual(account)
  })

  it('keeps all of several', async () => {
    const several = [makeAccount(), makeAccount(), makeAccount()]

    await accounts.insert(...several)
    await accounts.insert()

    expect((await accounts.list({ limit: 10 })).data).toEqual(several.toReversed())
  })

  it('keeps none of several where one cannot be', async () => {
    const account = makeAccount()

    await expect(accounts.insert(makeAccount(), account, account)).rejects.toThrow()

    expect((await accounts.list({ limit: 10 })).data).toEqual([])
  })

  it('finds nothing under an unknown id', async () => {
    expect(await accounts.find(newId())).toBeUndefined()
  })

  it('finds those of several ids that there are', async () => {
    const account = makeAccount()
    await accounts.insert(account)
    await accounts.insert(makeAccount())

    expect(await accounts.findMany([newId(), account.id])).toEqual([account])
    expect(await accounts.findMany([])).toEqual([])
  })

  it.each(Object.entries(changes))('changes %s alone', async (...change) => {
    const account = makeAccount()
    const other = makeAccount()
    await accounts.insert(account)
    await accounts.insert(other)
    const only = Object.fromEntries([change])

    const changed = await accounts.update(account.id, only, later)

    expect(changed).toEqual({ ...account, ...only, updatedAt: later, version: 2 })
    expect(await accounts.find(account.id)).toEqual(changed)
    expect(await accounts.find(other.id)).toEqual(other)
  })

  it('changes nothing under an unknown id', async () => {
    expect(await accounts.update(newId(), changes, later)).toBeUndefined()
  })

  it('changes only the version that is expected', async () => {
    const account = makeAccount({ version: 3 })
    await accounts.insert(account)

    expect(await accounts.update(account.id, changes, later, 2)).toBeUndefined()
    expect(await accounts.find(account.id)).toEqual(account)
    const changed = await accounts.update(account.id, changes, later, 3)
    expect(changed?.version).toBe(4)
  })

  it('removes only the version that is expected', async () => {
    const account = makeAccount({ version: 3 })
    await accounts.insert(account)

    expect(await accounts.remove(account.id, 2)).toBe(false)
    expect(await accounts.find(account.id)).toEqual(account)
    expect(await accounts.remove(account.id, 3)).toBe(true)
  })

  it('removes once', async () => {
    const account = makeAccount()
    const other = makeAccount()
    await accounts.insert(account)
    await accounts.insert(other)

    expect(await accounts.remove(account.id)).toBe(true)
    expect(await accounts.remove(account.id)).toBe(false)
    expect(await accounts.find(account.id)).toBeUndefined()
    expect(await accounts.find(other.id)).toEqual(other)
  })

  it('is empty at first', async () => {
    expect(await accounts.list({ limit: 10 })).toEqual({ data: [], next: null })
  })

  it('lists the newest first, page by page, without a gap where times are equal', async () => {
    const made = [1, 2, 2, 2, 3, 3, 4].map((minute) =>
      makeAccount({ createdAt: new Date(Date.UTC(2026, 0, 31, 9, minute)) }),
    )
    for (const account of made) {
      await accounts.insert(account)
    }

    const walked = await walk(accounts, { limit: 2 })

    expect(walked).toHaveLength(made.length)
    expect(walked).toEqual([...made].sort(newestFirst).map(({ id }) => id))
  })

  it('says that the last page is the last, also when it is full', async () => {
    await accounts.insert(makeAccount())
    await accounts.insert(makeAccount())

    expect((await accounts.list({ limit: 2 })).next).toBeNull()
  })
})

describe.each(['createdAt'])('the index on %s', (field) => {
  it.each([true, false])(
    'gives the order and finds a value; descending: %s',
    async (descending) => {
      const sort = [{ field, descending }]
      const account = makeAccount()
      const steps = await planOf(database.db, async (db) => {
        const accounts = createKyselyAccountRepository(db)
        await accounts.list({ limit: 1, sort })
        const after = [fieldOf(account, field), account.id]
        await accounts.list({ limit: 1, sort, after })
        const where = [{ field, operator: 'eq', value: fieldOf(account, field) }] as const
        await accounts.list({ limit: 1, sort, where })
      })

      expect(steps.filter((step) => /^Index.* Scan$/.test(step))).toHaveLength(3)
      expect(steps).not.toContain('Seq Scan')
      expect(steps).not.toContain('Sort')
    },
  )
})

async function walk(accounts: AccountRepository, request: PageRequest): Promise<string[]> {
  const page = await accounts.list(request)
  const ids = page.data.map(({ id }) => id)
  if (!page.next) return ids
  return [...ids, ...(await walk(accounts, { ...request, after: page.next }))]
}
