import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import { listed } from '../../database/listing.ts'
import { pageOf } from '../../shared/pagination.ts'
import type { ArticleTopicsRepository } from './article-topics.repository.ts'
import type { ArticleTopicsTable } from './article-topics.table.ts'

export function createKyselyArticleTopicsRepository(
  database: Kysely<Database>,
): ArticleTopicsRepository {
  const db = database.withTables<{ article_topics: ArticleTopicsTable }>()

  return {
    async listOfArticle(id, request) {
      const linked = db
        .selectFrom('article_topics')
        .innerJoin('topics', 'topics.id', 'article_topics.topic_id')
        .select(['topics.id', 'topics.created_at as createdAt'])
        .where('article_topics.article_id', '=', id)
        .where('topics.deleted_at', 'is', null)
      const rows = await listed(linked, listColumnsOf('topics'), request).execute()
      return pageOf(rows, request.limit, request.sort)
    },

    async listOfTopics(id, request) {
      const linked = db
        .selectFrom('article_topics')
        .innerJoin('articles', 'articles.id', 'article_topics.article_id')
        .select(['articles.id', 'articles.created_at as createdAt'])
        .where('article_topics.topic_id', '=', id)
      const rows = await listed(linked, listColumnsOf('articles'), request).execute()
      return pageOf(rows, request.limit, request.sort)
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
        .where(
          'topic_id',
          'in',
          db.selectFrom('topics').select('id').where('deleted_at', 'is', null),
        )
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
