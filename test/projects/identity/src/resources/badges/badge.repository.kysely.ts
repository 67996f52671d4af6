import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import type { ListColumns } from '../../database/listing.ts'
import { prepared, preparedList } from '../../database/prepared.ts'
import { pageOf } from '../../shared/pagination.ts'
import type { BadgeRepository } from './badge.repository.ts'
import type { BadgeRow } from './badge.table.ts'
import type { Badge } from './badge.ts'

/** Every one of them has an index; the names of columns come from here alone. */
const listColumns: ListColumns<Database, 'badges'> = {
  id: { column: 'id', nullable: false },
  createdAt: { column: 'created_at', nullable: false },
  employeeId: { column: 'employee_id', nullable: false },
}

const selectOne = prepared((db, { id }: { id: string }) =>
  db.selectFrom('badges').selectAll().where('id', '=', id),
)

const selectPage = preparedList((db) => db.selectFrom('badges').selectAll(), listColumns)

export function createKyselyBadgeRepository(db: Kysely<Database>): BadgeRepository {
  return {
    async list(request) {
      const rows = await selectPage(db, request, {})
      return pageOf(rows.map(toBadge), request.limit, request.sort)
    },

    async find(id) {
      const [row] = await selectOne(db, { id })
      return row && toBadge(row)
    },

    async findMany(ids) {
      if (ids.length === 0) return []
      const rows = await db.selectFrom('badges').selectAll().where('id', 'in', ids).execute()
      return rows.map(toBadge)
    },

    async insert(...badges) {
      if (badges.length === 0) return
      const rows = badges.map((badge) => toRow(badge))
      await db.insertInto('badges').values(rows).execute()
    },

    async update(id, changes, now, expected) {
      const row = await db
        .updateTable('badges')
        .set((eb) => ({
          label: changes.label,
          employee_id: changes.employeeId,
          updated_at: now,
          version: eb('version', '+', 1),
        }))
        .where(({ and }) => and(theOne(id, expected)))
        .returningAll()
        .executeTakeFirst()
      return row && toBadge(row)
    },

    async remove(id, expected) {
      const { numDeletedRows } = await db
        .deleteFrom('badges')
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

export function toBadge(row: BadgeRow): Badge {
  return {
    id: row.id,
    label: row.label,
    employeeId: row.employee_id,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    version: row.version,
  }
}

function toRow(badge: Badge): BadgeRow {
  return {
    id: badge.id,
    label: badge.label,
    employee_id: badge.employeeId,
    created_at: badge.createdAt,
    updated_at: badge.updatedAt,
    version: badge.version,
  }
}
