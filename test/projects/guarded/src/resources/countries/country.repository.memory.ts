import { insertInMemory } from '../../shared/insert-in-memory.ts'
import { listInMemory } from '../../shared/list-in-memory.ts'
import type { CountryRepository } from './country.repository.ts'
import type { Country } from './country.ts'

/** For tests of the service. It keeps the same contract as the one on the database. */
export function createMemoryCountryRepository(): CountryRepository {
  const stored = new Map<string, Country>()

  return {
    async list(request) {
      return listInMemory(stored.values(), request)
    },

    async find(id) {
      return stored.get(id)
    },

    async findMany(ids) {
      return [...stored.values()].filter(({ id }) => ids.includes(id))
    },

    async insert(...countries) {
      insertInMemory(stored, countries)
    },

    async update(id, changes, now, expected) {
      const country = stored.get(id)
      if (!country || !isExpected(country, expected)) return undefined
      const changed = { ...country, ...changes, updatedAt: now, version: country.version + 1 }
      stored.set(id, changed)
      return changed
    },

    async remove(id, expected) {
      const country = stored.get(id)
      return country !== undefined && isExpected(country, expected) && stored.delete(id)
    },
  }
}

function isExpected(country: Country, expected: number | undefined): boolean {
  return expected === undefined || country.version === expected
}
