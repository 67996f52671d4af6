import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import { eachOf, listsOf } from '../../database/each.ts'
import { toArticle } from './article.repository.kysely.ts'

/** The articles whose editor is each of several, the newest first. */
export function articlesByEditorListsOn(db: Kysely<Database>) {
  return async (ids: readonly string[], limit: number) => {
    const rows = await db
      .selectFrom(eachOf(ids))
      .innerJoinLateral(
        (eb) =>
          eb
            .selectFrom('articles')
            .selectAll('articles')
            .whereRef('articles.editor_id', '=', 'each.id')
            .orderBy('articles.created_at', 'desc')
            .orderBy('articles.id', 'desc')
            .limit(limit)
            .as('listed'),
        (join) => join.onTrue(),
      )
      .selectAll('listed')
      .select('each.id as listedOf')
      .orderBy('listed.created_at', 'desc')
      .orderBy('listed.id', 'desc')
      .execute()
    return listsOf(rows, toArticle)
  }
}
