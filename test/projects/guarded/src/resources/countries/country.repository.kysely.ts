import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import type { ListColumns } from '../../database/listing.ts'
import { prepared, preparedList } from '../../database/prepared.ts'
import { pageOf } from '../../shared/pagination.ts'
import type { CountryRepository } from './country.repository.ts'
import type { CountryRow } from './country.table.ts'
import type { Country } from './country.ts'

/** Every one of them has an index; the names of columns come from here alone. */
const listColumns: ListColumns<Database, 'countries'> = {
  id: { column: 'id', nullable: false },
  createdAt: { column: 'created_at', nullable: false },
  capital: { column: 'capital', nullable: true },
}

const selectOne = prepared((db, { id }: { id: string }) =>
  db.selectFrom('countries').selectAll().where('id', '=', id),
)

const selectPage = preparedList((db) => db.selectFrom('countries').selectAll(), listColumns)

export function createKyselyCountryRepository(db: Kysely<Database>): CountryRepository {
  return {
    async list(request) {
      const rows = await selectPage(db, request, {})
      return pageOf(rows.map(toCountry), request.limit, request.sort)
    },

    async find(id) {
      const [row] = await selectOne(db, { id })
      return row && toCountry(row)
    },

    async findMany(ids) {
      if (ids.length === 0) return []
      const rows = await db.selectFrom('countries').selectAll().where('id', 'in', ids).execute()
      return rows.map(toCountry)
    },

    async insert(...countries) {
      if (countries.length === 0) return
      const rows = countries.map((country) => toRow(country))
      await db.insertInto('countries').values(rows).execute()
    },

    async update(id, changes, now, expected) {
      const row = await db
        .updateTable('countries')
        .set((eb) => ({
          name: changes.name,
          capital: changes.capital,
          updated_at: now,
          version: eb('version', '+', 1),
        }))
        .where(({ and }) => and(theOne(id, expected)))
        .returningAll()
        .executeTakeFirst()
      return row && toCountry(row)
    },

    async remove(id, expected) {
      const { numDeletedRows } = await db
        .deleteFrom('countries')
        .where(({ and }) => and(theOne(id, expected)))
        .executeTakeFirst()
      return numDeletedRows > 0n
    },
  }
}

/** The version is compared in the statement that changes it: what was read before may be old by now. */
function theOne(id: string, expected: number | undefined) {
  return expected === undefined ? { id } : { id, version: expected }
}

export function toCountry(row: CountryRow): Country {
  return {
    id: row.id,
    name: row.name,
    capital: row.capital,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    version: row.version,
  }
}

function toRow(country: Country): CountryRow {
  return {
    id: country.id,
    name: country.name,
    capital: country.capital,
    created_at: country.createdAt,
    updated_at: country.updatedAt,
    version: country.version,
  }
}
