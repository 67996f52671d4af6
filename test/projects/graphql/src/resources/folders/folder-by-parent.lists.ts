import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import { eachOf, listsOf } from '../../database/each.ts'
import { toFolder } from './folder.repository.kysely.ts'

/** The folders whose parent is each of several, the newest first. */
export function foldersByParentListsOn(db: Kysely<Database>, ownerId: string) {
  return async (ids: readonly string[], limit: number) => {
    const rows = await db
      .selectFrom(eachOf(ids))
      .innerJoinLateral(
        (eb) =>
          eb
            .selectFrom('folders')
            .selectAll('folders')
            .whereRef('folders.parent_id', '=', 'each.id')
            .where('owner_id', '=', ownerId)
            .orderBy('folders.created_at', 'desc')
            .orderBy('folders.id', 'desc')
            .limit(limit)
            .as('listed'),
        (join) => join.onTrue(),
      )
      .selectAll('listed')
      .select('each.id as listedOf')
      .orderBy('listed.created_at', 'desc')
      .orderBy('listed.id', 'desc')
      .execute()
    return listsOf(rows, toFolder)
  }
}
