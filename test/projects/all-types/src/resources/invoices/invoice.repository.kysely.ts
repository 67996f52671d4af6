import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import type { ListColumns } from '../../database/listing.ts'
import { prepared, preparedList } from '../../database/prepared.ts'
import { pageOf } from '../../shared/pagination.ts'
import type { InvoiceRepository } from './invoice.repository.ts'
import type { InvoiceRow } from './invoice.table.ts'
import type { Invoice } from './invoice.ts'

/** Every one of them has an index; the names of columns come from here alone. */
const listColumns: ListColumns<Database, 'invoices'> = {
  id: { column: 'id', nullable: false },
  createdAt: { column: 'created_at', nullable: false },
  serial: { column: 'serial', nullable: true },
  state: { column: 'state', nullable: false },
}

const selectOne = prepared((db, { id }: { id: string }) =>
  db.selectFrom('invoices').selectAll().where('id', '=', id),
)

const selectPage = preparedList((db) => db.selectFrom('invoices').selectAll(), listColumns)

export function createKyselyInvoiceRepository(db: Kysely<Database>): InvoiceRepository {
  return {
    async list(request) {
      const rows = await selectPage(db, request, {})
      return pageOf(rows.map(toInvoice), request.limit, request.sort)
    },

    async find(id) {
      const [row] = await selectOne(db, { id })
      return row && toInvoice(row)
    },

    async findMany(ids) {
      if (ids.length === 0) return []
      const rows = await db.selectFrom('invoices').selectAll().where('id', 'in', ids).execute()
      return rows.map(toInvoice)
    },

    async insert(...invoices) {
      if (invoices.length === 0) return
      const rows = invoices.map((invoice) => toRow(invoice))
      await db.insertInto('invoices').values(rows).execute()
    },

    async update(id, changes, now, expected) {
      const row = await db
        .updateTable('invoices')
        .set((eb) => ({
          note: changes.note,
          serial: changes.serial,
          sent_at: changes.sentAt,
          total: changes.total,
          state: changes.state,
          updated_at: now,
          version: eb('version', '+', 1),
        }))
        .where(({ and }) => and(theOne(id, expected)))
        .returningAll()
        .executeTakeFirst()
      return row && toInvoice(row)
    },

    async remove(id, expected) {
      const { numDeletedRows } = await db
        .deleteFrom('invoices')
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

export function toInvoice(row: InvoiceRow): Invoice {
  return {
    id: row.id,
    note: row.note,
    serial: row.serial,
    sentAt: row.sent_at,
    total: row.total,
    state: row.state,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    version: row.version,
  }
}

function toRow(invoice: Invoice): InvoiceRow {
  return {
    id: invoice.id,
    note: invoice.note,
    serial: invoice.serial,
    sent_at: invoice.sentAt,
    total: invoice.total,
    state: invoice.state,
    created_at: invoice.createdAt,
    updated_at: invoice.updatedAt,
    version: invoice.version,
  }
}
