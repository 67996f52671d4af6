import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import { pageOf } from '../../shared/pagination.ts'
import type { ArticleRelatedRepository } from './article-related.repository.ts'
import type { ArticleRelatedTable } from './article-related.table.ts'

export function createKyselyArticleRelatedRepository(
  database: Kysely<Database>,
): ArticleRelatedRepository {
  const db = database.withTables<{ article_related: ArticleRelatedTable }>()

  return {
    async listOfArticle(id, { limit, after }) {
      const newestFirst = db
        .selectFrom('article_related')
        .innerJoin('articles', 'articles.id', 'article_related.other_article_id')
        .select(['articles.id', 'articles.created_at as createdAt'])
        .where('article_related.article_id', '=', id)
        .orderBy('articles.created_at', 'desc')
        .orderBy('articles.id', 'desc')
        .limit(limit + 1)
      const query = after
        ? newestFirst.where(({ eb, refTuple, tuple }) =>
            eb(
              refTuple('articles.created_at', 'articles.id'),
              '<',
              tuple(after.createdAt, after.id),
            ),
          )
        : newestFirst
      return pageOf(await query.execute(), limit)
    },

    async listOfRelated(id, { limit, after }) {
      const newestFirst = db
        .selectFrom('article_related')
        .innerJoin('articles', 'articles.id', 'article_related.article_id')
        .select(['articles.id', 'articles.created_at as createdAt'])
        .where('article_related.other_article_id', '=', id)
        .orderBy('articles.created_at', 'desc')
        .orderBy('articles.id', 'desc')
        .limit(limit + 1)
      const query = after
        ? newestFirst.where(({ eb, refTuple, tuple }) =>
            eb(
              refTuple('articles.created_at', 'articles.id'),
              '<',
              tuple(after.createdAt, after.id),
            ),
          )
        : newestFirst
      return pageOf(await query.execute(), limit)
    },

    async add(id, otherId) {
      await db
        .insertInto('article_related')
        .values({ article_id: id, other_article_id: otherId })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    },

    async remove(id, otherId) {
      const { numDeletedRows } = await db
        .deleteFrom('article_related')
        .where('article_id', '=', id)
        .where('other_article_id', '=', otherId)
        .executeTakeFirst()
      return numDeletedRows > 0n
    },
  }
}
