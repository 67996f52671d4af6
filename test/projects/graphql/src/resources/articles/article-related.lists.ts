import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import { eachOf, listsOf } from '../../database/each.ts'
import { toArticle } from './article.repository.kysely.ts'
import type { ArticleRelatedTable } from './article-related.table.ts'

/** Which articles have which related: of several at once, and what is newest first. */
export function articleRelatedListsOn(database: Kysely<Database>) {
  const db = database.withTables<{ article_related: ArticleRelatedTable }>()

  return {
    /** The related of each of the articles. */
    async ofArticle(ids: readonly string[], limit: number) {
      const rows = await db
        .selectFrom(eachOf(ids))
        .innerJoinLateral(
          (eb) =>
            eb
              .selectFrom('article_related')
              .innerJoin('articles', 'articles.id', 'article_related.other_article_id')
              .selectAll('articles')
              .whereRef('article_related.article_id', '=', 'each.id')
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
    },

    /** The articles that have each of the related. */
    async ofRelated(ids: readonly string[], limit: number) {
      const rows = await db
        .selectFrom(eachOf(ids))
        .innerJoinLateral(
          (eb) =>
            eb
              .selectFrom('article_related')
              .innerJoin('articles', 'articles.id', 'article_related.article_id')
              .selectAll('articles')
              .whereRef('article_related.other_article_id', '=', 'each.id')
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
    },
  }
}
