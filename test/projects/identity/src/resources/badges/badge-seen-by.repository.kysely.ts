import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import { listed } from '../../database/listing.ts'
import { pageOf } from '../../shared/pagination.ts'
import type { BadgeSeenByRepository } from './badge-seen-by.repository.ts'
import type { BadgeSeenByTable } from './badge-seen-by.table.ts'

export function createKyselyBadgeSeenByRepository(
  database: Kysely<Database>,
): BadgeSeenByRepository {
  const db = database.withTables<{ badge_seen_by: BadgeSeenByTable }>()

  return {
    async listOfBadge(id, request) {
      const linked = db
        .selectFrom('badge_seen_by')
        .innerJoin('employees', 'employees.id', 'badge_seen_by.employee_id')
        .select(['employees.id', 'employees.created_at as createdAt'])
        .where('badge_seen_by.badge_id', '=', id)
      const rows = await listed(linked, listColumnsOf('employees'), request).execute()
      return pageOf(rows, request.limit, request.sort)
    },

    async listOfSeenBy(id, request) {
      const linked = db
        .selectFrom('badge_seen_by')
        .innerJoin('badges', 'badges.id', 'badge_seen_by.badge_id')
        .select(['badges.id', 'badges.created_at as createdAt'])
        .where('badge_seen_by.employee_id', '=', id)
      const rows = await listed(linked, listColumnsOf('badges'), request).execute()
      return pageOf(rows, request.limit, request.sort)
    },

    async add(id, otherId) {
      await db
        .insertInto('badge_seen_by')
        .values({ badge_id: id, employee_id: otherId })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    },

    async remove(id, otherId) {
      const { numDeletedRows } = await db
        .deleteFrom('badge_seen_by')
        .where('badge_id', '=', id)
        .where('employee_id', '=', otherId)
        .executeTakeFirst()
      return numDeletedRows > 0n
    },
  }
}

/** The order is that of what is linked, not of the links. */
function listColumnsOf<Name extends string>(target: Name) {
  return {
    id: { column: `${target}.id` as const, nullable: false },
    createdAt: { column: `${target}.created_at` as const, nullable: false },
  }
}
