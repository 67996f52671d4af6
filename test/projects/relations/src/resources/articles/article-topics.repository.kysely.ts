import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import { pageOf } from '../../shared/pagination.ts'
import type { ArticleTopicsRepository } from './article-topics.repository.ts'
import type { ArticleTopicsTable } from './article-topics.table.ts'

export function createKyselyArticleTopicsRepository(
  database: Kysely<Database>,
): ArticleTopicsRepository {
  const db = database.withTables<{ article_topics: ArticleTopicsTable }>()

  return {
    async listOfArticle(id, { limit, after }) {
      const newestFirst = db
        .selectFrom('article_topics')
        .innerJoin('topics', 'topics.id', 'article_topics.topic_id')
        .select(['topics.id', 'topics.created_at as createdAt'])
        .where('article_topics.article_id', '=', id)
        .orderBy('topics.created_at', 'desc')
        .orderBy('topics.id', 'desc')
        .limit(limit + 1)
      const query = after
        ? newestFirst.where(({ eb, refTuple, tuple }) =>
            eb(refTuple('topics.created_at', 'topics.id'), '<', tuple(after.createdAt, after.id)),
          )
        : newestFirst
      return pageOf(await query.execute(), limit)
    },

    async listOfTopics(id, { limit, after }) {
      const newestFirst = db
        .selectFrom('article_topics')
        .innerJoin('articles', 'articles.id', 'article_topics.article_id')
        .select(['articles.id', 'articles.created_at as createdAt'])
        .where('article_topics.topic_id', '=', id)
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
        .insertInto('article_topics')
        .values({ article_id: id, topic_id: otherId })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    },

    async remove(id, otherId) {
      const { numDeletedRows } = await db
        .deleteFrom('article_topics')
        .where('article_id', '=', id)
        .where('topic_id', '=', otherId)
        .executeTakeFirst()
      return numDeletedRows > 0n
    },
  }
}
