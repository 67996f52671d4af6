import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import { listed } from '../../database/listing.ts'
import { pageOf } from '../../shared/pagination.ts'
import type { EarlyItemLatesRepository } from './early-lates.repository.ts'
import type { EarlyItemLatesTable } from './early-lates.table.ts'

export function createKyselyEarlyItemLatesRepository(
  database: Kysely<Database>,
): EarlyItemLatesRepository {
  const db = database.withTables<{ early_lates: EarlyItemLatesTable }>()

  return {
    async listOfEarlyItem(id, request) {
      const linked = db
        .selectFrom('early_lates')
        .innerJoin('lates', 'lates.id', 'early_lates.late_id')
        .select(['lates.id', 'lates.created_at as createdAt'])
        .where('early_lates.early_id', '=', id)
      const rows = await listed(linked, listColumnsOf('lates'), request).execute()
      return pageOf(rows, request.limit, request.sort)
    },

    async listOfLates(id, request) {
      const linked = db
        .selectFrom('early_lates')
        .innerJoin('earlies', 'earlies.id', 'early_lates.early_id')
        .select(['earlies.id', 'earlies.created_at as createdAt'])
        .where('early_lates.late_id', '=', id)
      const rows = await listed(linked, listColumnsOf('earlies'), request).execute()
      return pageOf(rows, request.limit, request.sort)
    },

    async add(id, otherId) {
      await db
        .insertInto('early_lates')
        .values({ early_id: id, late_id: otherId })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    },

    async remove(id, otherId) {
      const { numDeletedRows } = await db
        .deleteFrom('early_lates')
        .where('early_id', '=', id)
        .where('late_id', '=', otherId)
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
