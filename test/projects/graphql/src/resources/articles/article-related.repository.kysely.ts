import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import { listed } from '../../database/listing.ts'
import { pageOf } from '../../shared/pagination.ts'
import type { ArticleRelatedRepository } from './article-related.repository.ts'
import type { ArticleRelatedTable } from './article-related.table.ts'

export function createKyselyArticleRelatedRepository(
  database: Kysely<Database>,
): ArticleRelatedRepository {
  const db = database.withTables<{ article_related: ArticleRelatedTable }>()

  return {
    async listOfArticle(id, request) {
      const linked = db
        .selectFrom('article_related')
        .innerJoin('articles', 'articles.id', 'article_related.other_article_id')
        .select(['articles.id', 'articles.created_at as createdAt'])
        .where('article_related.article_id', '=', id)
      const rows = await listed(linked, listColumnsOf('articles'), request).execute()
      return pageOf(rows, request.limit, request.sort)
    },

    async listOfRelated(id, request) {
      const linked = db
        .selectFrom('article_related')
        .innerJoin('articles', 'articles.id', 'article_related.article_id')
        .select(['articles.id', 'articles.created_at as createdAt'])
        .where('article_related.other_article_id', '=', id)
      const rows = await listed(linked, listColumnsOf('articles'), request).execute()
      return pageOf(rows, request.limit, request.sort)
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

/** The order is that of what is linked, not of the links. */
function listColumnsOf<Name extends string>(target: Name) {
  return {
    id: { column: `${target}.id` as const, nullable: false },
    createdAt: { column: `${target}.created_at` as const, nullable: false },
  }
}
