import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import type { ListColumns } from '../../database/listing.ts'
import { prepared, preparedList } from '../../database/prepared.ts'
import { pageOf } from '../../shared/pagination.ts'
import type { AccountRepository } from './account.repository.ts'
import type { AccountRow } from './account.table.ts'
import type { Account } from './account.ts'

/** Every one of them has an index; the names of columns come from here alone. */
const listColumns: ListColumns<Database, 'accounts'> = {
  id: { column: 'id', nullable: false },
  createdAt: { column: 'created_at', nullable: false },
}

const selectOne = prepared((db, { id }: { id: string }) =>
  db.selectFrom('accounts').selectAll().where('id', '=', id),
)

const selectPage = preparedList((db) => db.selectFrom('accounts').selectAll(), listColumns)

export function createKyselyAccountRepository(db: Kysely<Database>): AccountRepository {
  return {
    async list(request) {
      const rows = await selectPage(db, request, {})
      return pageOf(rows.map(toAccount), request.limit, request.sort)
    },

    async find(id) {
      const [row] = await selectOne(db, { id })
      return row && toAccount(row)
    },

    async findMany(ids) {
      if (ids.length === 0) return []
      const rows = await db.selectFrom('accounts').selectAll().where('id', 'in', ids).execute()
      return rows.map(toAccount)
    },

    async insert(...accounts) {
      if (accounts.length === 0) return
      const rows = accounts.map((account) => toRow(account))
      await db.insertInto('accounts').values(rows).execute()
    },

    async update(id, changes, now, expected) {
      const row = await db
        .updateTable('accounts')
        .set((eb) => ({
          label: changes.label,
          password: changes.password,
          pin: changes.pin,
          birthday: changes.birthday,
          updated_at: now,
          version: eb('version', '+', 1),
        }))
        .where(({ and }) => and(theOne(id, expected)))
        .returningAll()
        .executeTakeFirst()
      return row && toAccount(row)
    },

    async remove(id, expected) {
      const { numDeletedRows } = await db
        .deleteFrom('accounts')
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

export function toAccount(row: AccountRow): Account {
  return {
    id: row.id,
    label: row.label,
    password: row.password,
    pin: row.pin,
    birthday: row.birthday,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    version: row.version,
  }
}

function toRow(account: Account): AccountRow {
  return {
    id: account.id,
    label: account.label,
    password: account.password,
    pin: account.pin,
    birthday: account.birthday,
    created_at: account.createdAt,
    updated_at: account.updatedAt,
    version: account.version,
  }
}
