import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import { eachOf, listsOf } from '../../database/each.ts'
import { toNote } from './note.repository.kysely.ts'

/** The notes whose topic is each of several, the newest first. */
export function notesByTopicListsOn(db: Kysely<Database>, ownerId: string) {
  return async (ids: readonly string[], limit: number) => {
    const rows = await db
      .selectFrom(eachOf(ids))
      .innerJoinLateral(
        (eb) =>
          eb
            .selectFrom('notes')
            .selectAll('notes')
            .whereRef('notes.topic_id', '=', 'each.id')
            .where('owner_id', '=', ownerId)
            .orderBy('notes.created_at', 'desc')
            .orderBy('notes.id', 'desc')
            .limit(limit)
            .as('listed'),
        (join) => join.onTrue(),
      )
      .selectAll('listed')
      .select('each.id as listedOf')
      .orderBy('listed.created_at', 'desc')
      .orderBy('listed.id', 'desc')
      .execute()
    return listsOf(rows, toNote)
  }
}
