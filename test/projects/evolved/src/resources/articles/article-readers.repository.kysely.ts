import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import { listed } from '../../database/listing.ts'
import { pageOf } from '../../shared/pagination.ts'
import type { ArticleReadersRepository } from './article-readers.repository.ts'
import type { ArticleReadersTable } from './article-readers.table.ts'

export function createKyselyArticleReadersRepository(
  database: Kysely<Database>,
  ownerId: string,
): ArticleReadersRepository {
  const db = database.withTables<{ article_readers: ArticleReadersTable }>()

  return {
    async listOfArticle(id, request) {
      const linked = db
        .selectFrom('article_readers')
        .innerJoin('users', 'users.id', 'article_readers.user_id')
        .select(['users.id', 'users.created_at as createdAt'])
        .where('article_readers.article_id', '=', id)
        .where('article_readers.owner_id', '=', ownerId)
      const rows = await listed(linked, listColumnsOf('users'), request).execute()
      return pageOf(rows, request.limit, request.sort)
    },

    async listOfReaders(id, request) {
      const linked = db
        .selectFrom('article_readers')
        .innerJoin('articles', 'articles.id', 'article_readers.article_id')
        .select(['articles.id', 'articles.created_at as createdAt'])
        .where('article_readers.user_id', '=', id)
        .where('article_readers.owner_id', '=', ownerId)
        .where('articles.deleted_at', 'is', null)
      const rows = await listed(linked, listColumnsOf('articles'), request).execute()
      return pageOf(rows, request.limit, request.sort)
    },

    async add(id, otherId) {
      await db
        .insertInto('article_readers')
        .values({ article_id: id, user_id: otherId, owner_id: ownerId })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    },

    async remove(id, otherId) {
      const { numDeletedRows } = await db
        .deleteFrom('article_readers')
        .where('article_id', '=', id)
        .where('user_id', '=', otherId)
        .where('owner_id', '=', ownerId)
        .where(
          'article_id',
          'in',
          db.selectFrom('articles').select('id').where('deleted_at', 'is', null),
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
