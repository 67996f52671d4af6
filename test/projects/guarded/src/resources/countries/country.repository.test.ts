import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../../test/support/database.ts'
import { planOf } from '../../../test/support/plan.ts'
import type { DatabaseHandle } from '../../database/connection.ts'
import { newId } from '../../shared/id.ts'
import { fieldOf, newestFirst, type PageRequest } from '../../shared/pagination.ts'
import { makeCountry } from './country.factory.ts'
import { createKyselyCountryRepository } from './country.repository.kysely.ts'
import { createMemoryCountryRepository } from './country.repository.memory.ts'
import type { CountryRepository } from './country.repository.ts'
import type { CountryChanges } from './country.ts'

// One contract for both, so that the repository in memory cannot promise what the database breaks.

let database: DatabaseHandle

beforeAll(async () => {
  database = await createTestDatabase()
})

afterAll(async () => {
  await database.close()
})

const implementations = {
  'in memory': () => createMemoryCountryRepository(),
  'on the database': () => createKyselyCountryRepository(database.db),
}

const later = new Date('2026-02-28T18:00:00.000Z')

const changes: Required<CountryChanges> = {
  name: 'Second name',
  capital: 'Second capital',
}

describe.each(Object.entries(implementations))('the repository of countries %s', (_, create) => {
  let countries: CountryRepository

  beforeEach(async () => {
    await database.db.deleteFrom('countries').execute()
    countries = create()
  })

  it('gives back what it was given', async () => {
    const country = makeCountry()

    await countries.insert(country)

    expect(await countries.find(country.id)).toEqual(country)
  })

  it('keeps all of several', async () => {
    const several = [makeCountry(), makeCountry(), makeCountry()]

    await countries.insert(...several)
    await countries.insert()

    expect((await countries.list({ limit: 10 })).data).toEqual(several.toReversed())
  })

  it('keeps none of several where one cannot be', async () => {
    const country = makeCountry()

    await expect(countries.insert(makeCountry(), country, country)).rejects.toThrow()

    expect((await countries.list({ limit: 10 })).data).toEqual([])
  })

  it('finds nothing under an unknown id', async () => {
    expect(await countries.find(newId())).toBeUndefined()
  })

  it('finds those of several ids that there are', async () => {
    const country = makeCountry()
    await countries.insert(country)
    await countries.insert(makeCountry())

    expect(await countries.findMany([newId(), country.id])).toEqual([country])
    expect(await countries.findMany([])).toEqual([])
  })

  it.each(Object.entries(changes))('changes %s alone', async (...change) => {
    const country = makeCountry()
    const other = makeCountry()
    await countries.insert(country)
    await countries.insert(other)
    const only = Object.fromEntries([change])

    const changed = await countries.update(country.id, only, later)

    expect(changed).toEqual({ ...country, ...only, updatedAt: later, version: 2 })
    expect(await countries.find(country.id)).toEqual(changed)
    expect(await countries.find(other.id)).toEqual(other)
  })

  it('changes nothing under an unknown id', async () => {
    expect(await countries.update(newId(), changes, later)).toBeUndefined()
  })

  it('changes only the version that is expected', async () => {
    const country = makeCountry({ version: 3 })
    await countries.insert(country)

    expect(await countries.update(country.id, changes, later, 2)).toBeUndefined()
    expect(await countries.find(country.id)).toEqual(country)
    const changed = await countries.update(country.id, changes, later, 3)
    expect(changed?.version).toBe(4)
  })

  it('removes only the version that is expected', async () => {
    const country = makeCountry({ version: 3 })
    await countries.insert(country)

    expect(await countries.remove(country.id, 2)).toBe(false)
    expect(await countries.find(country.id)).toEqual(country)
    expect(await countries.remove(country.id, 3)).toBe(true)
  })

  it('removes once', async () => {
    const country = makeCountry()
    const other = makeCountry()
    await countries.insert(country)
    await countries.insert(other)

    expect(await countries.remove(country.id)).toBe(true)
    expect(await countries.remove(country.id)).toBe(false)
    expect(await countries.find(country.id)).toBeUndefined()
    expect(await countries.find(other.id)).toEqual(other)
  })

  it('is empty at first', async () => {
    expect(await countries.list({ limit: 10 })).toEqual({ data: [], next: null })
  })

  it('lists the newest first, page by page, without a gap where times are equal', async () => {
    const made = [1, 2, 2, 2, 3, 3, 4].map((minute) =>
      makeCountry({ createdAt: new Date(Date.UTC(2026, 0, 31, 9, minute)) }),
    )
    for (const country of made) {
      await countries.insert(country)
    }

    const walked = await walk(countries, { limit: 2 })

    expect(walked).toHaveLength(made.length)
    expect(walked).toEqual([...made].sort(newestFirst).map(({ id }) => id))
  })

  it('says that the last page is the last, also when it is full', async () => {
    await countries.insert(makeCountry())
    await countries.insert(makeCountry())

    expect((await countries.list({ limit: 2 })).next).toBeNull()
  })
})

describe.each(['createdAt', 'capital'])('the index on %s', (field) => {
  it.each([true, false])(
    'gives the order and finds a value; descending: %s',
    async (descending) => {
      const sort = [{ field, descending }]
      const country = makeCountry()
      const steps = await planOf(database.db, async (db) => {
        const countries = createKyselyCountryRepository(db)
        await countries.list({ limit: 1, sort })
        const after = [fieldOf(country, field), country.id]
        await countries.list({ limit: 1, sort, after })
        const where = [{ field, operator: 'eq', value: fieldOf(country, field) }] as const
        await countries.list({ limit: 1, sort, where })
      })

      expect(steps.filter((step) => /^Index.* Scan$/.test(step))).toHaveLength(3)
      expect(steps).not.toContain('Seq Scan')
      expect(steps).not.toContain('Sort')
    },
  )
})

async function walk(countries: CountryRepository, request: PageRequest): Promise<string[]> {
  const page = await countries.list(request)
  const ids = page.data.map(({ id }) => id)
  if (!page.next) return ids
  return [...ids, ...(await walk(countries, { ...request, after: page.next }))]
}
