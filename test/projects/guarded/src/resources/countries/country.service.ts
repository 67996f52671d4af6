import type { Clock } from '../../shared/clock.ts'
import type { NewId } from '../../shared/id.ts'
import type { Page, PageRequest } from '../../shared/pagination.ts'
import { CountryChangedError, CountryNotFoundError } from './country.errors.ts'
import type { CountryRepository } from './country.repository.ts'
import { type Country, type CountryChanges, createCountry, type NewCountry } from './country.ts'

export interface CountryServiceDependencies {
  readonly countries: CountryRepository
  readonly clock: Clock
  readonly newId: NewId
}

export type CountryService = ReturnType<typeof createCountryService>

/** The use cases. A rule about countries belongs here, whichever way the request came in. */
export function createCountryService({ countries, clock, newId }: CountryServiceDependencies) {
  return {
    async list(request: PageRequest): Promise<Page<Country>> {
      return countries.list(request)
    },

    async get(id: string): Promise<Country> {
      const country = await countries.find(id)
      if (!country) throw new CountryNotFoundError(id)
      return country
    },

    async create(input: NewCountry): Promise<Country> {
      const country = createCountry(input, newId(), clock.now())
      await countries.insert(country)
      return country
    },

    async createMany(inputs: readonly NewCountry[]): Promise<readonly Country[]> {
      const now = clock.now()
      const created = inputs.map((input) => createCountry(input, newId(), now))
      await countries.insert(...created)
      return created
    },

    async update(id: string, changes: CountryChanges, expected?: number): Promise<Country> {
      const country = await countries.update(id, changes, clock.now(), expected)
      if (!country) throw await obstacle(countries, id)
      return country
    },

    async remove(id: string, expected?: number): Promise<void> {
      const removed = await countries.remove(id, expected)
      if (!removed) throw await obstacle(countries, id)
    },
  }
}

/** Why there was nothing to change: no country, or not in the version that was expected. */
async function obstacle(countries: CountryRepository, id: string): Promise<Error> {
  const country = await countries.find(id)
  return country ? new CountryChangedError(id) : new CountryNotFoundError(id)
}
