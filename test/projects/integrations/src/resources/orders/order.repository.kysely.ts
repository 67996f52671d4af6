import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import type { ListColumns } from '../../database/listing.ts'
import { prepared, preparedList } from '../../database/prepared.ts'
import { pageOf } from '../../shared/pagination.ts'
import type { OrderRepository } from './order.repository.ts'
import type { OrderRow } from './order.table.ts'
import type { Order } from './order.ts'

/** Every one of them has an index; the names of columns come from here alone. */
const listColumns: ListColumns<Database, 'orders'> = {
  id: { column: 'id', nullable: false },
  createdAt: { column: 'created_at', nullable: false },
}

const selectOne = prepared((db, { id }: { id: string }) =>
  db.selectFrom('orders').selectAll().where('id', '=', id),
)

const selectPage = preparedList((db) => db.selectFrom('orders').selectAll(), listColumns)

export function createKyselyOrderRepository(db: Kysely<Database>): OrderRepository {
  return {
    async list(request) {
      const rows = await selectPage(db, request, {})
      return pageOf(rows.map(toOrder), request.limit, request.sort)
    },

    async find(id) {
      const [row] = await selectOne(db, { id })
      return row && toOrder(row)
    },

    async findMany(ids) {
      if (ids.length === 0) return []
      const rows = await db.selectFrom('orders').selectAll().where('id', 'in', ids).execute()
      return rows.map(toOrder)
    },

    async insert(...orders) {
      if (orders.length === 0) return
      const rows = orders.map((order) => toRow(order))
      await db.insertInto('orders').values(rows).execute()
    },

    async update(id, changes, now, expected) {
      const row = await db
        .updateTable('orders')
        .set((eb) => ({
          title: changes.title,
          updated_at: now,
          version: eb('version', '+', 1),
        }))
        .where(({ and }) => and(theOne(id, expected)))
        .returningAll()
        .executeTakeFirst()
      return row && toOrder(row)
    },

    async remove(id, expected) {
      const { numDeletedRows } = await db
        .deleteFrom('orders')
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

export function toOrder(row: OrderRow): Order {
  return {
    id: row.id,
    title: row.title,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    version: row.version,
  }
}

function toRow(order: Order): OrderRow {
  return {
    id: order.id,
    title: order.title,
    created_at: order.createdAt,
    updated_at: order.updatedAt,
    version: order.version,
  }
}
