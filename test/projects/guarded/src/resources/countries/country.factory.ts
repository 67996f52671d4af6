import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import { newId } from '../../shared/id.ts'
import { createKyselyCountryRepository } from './country.repository.kysely.ts'
import { type Country, createCountry, type NewCountry } from './country.ts'

// For tests: a test gives what it is about, and the rest is an example.

export function newCountryInput(values: Partial<NewCountry> = {}): NewCountry {
  return {
    name: 'First name',
    capital: 'First capital',
    ...values,
  }
}

export function makeCountry(values: Partial<Country> = {}): Country {
  const now = new Date('2026-01-31T09:30:00.000Z')
  return { ...createCountry(newCountryInput(), newId(), now), ...values }
}

/** Puts a country into the database, unless one of its id is there; before it, what it refers to. */
export async function storeCountry(
  db: Kysely<Database>,
  values: Partial<Country> = {},
): Promise<Country> {
  const country = makeCountry(values)
  const countries = createKyselyCountryRepository(db)
  const stored = await countries.find(country.id)
  if (stored) return stored
  await countries.insert(country)
  return country
}
