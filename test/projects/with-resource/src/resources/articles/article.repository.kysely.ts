import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import { pageOf } from '../../shared/pagination.ts'
import type { ArticleRepository } from './article.repository.ts'
import type { ArticleRow } from './article.table.ts'
import type { Article } from './article.ts'

export function createKyselyArticleRepository(db: Kysely<Database>): ArticleRepository {
  return {
    async list({ limit, after }) {
      const newestFirst = db
        .selectFrom('articles')
        .selectAll()
        .orderBy('created_at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit + 1)
      const query = after
        ? newestFirst.where(({ eb, refTuple, tuple }) =>
            eb(refTuple('created_at', 'id'), '<', tuple(after.createdAt, after.id)),
          )
        : newestFirst
      const rows = await query.execute()
      return pageOf(rows.map(toArticle), limit)
    },

    async find(id) {
      const row = await db
        .selectFrom('articles')
        .selectAll()
        .where('id', '=', id)
        .executeTakeFirst()
      return row && toArticle(row)
    },

    async findMany(ids) {
      if (ids.length === 0) return []
      const rows = await db.selectFrom('articles').selectAll().where('id', 'in', ids).execute()
      return rows.map(toArticle)
    },

    async insert(article) {
      await db.insertInto('articles').values(toRow(article)).execute()
    },

    async update(id, changes, now) {
      const row = await db
        .updateTable('articles')
        .set((eb) => ({
          title: changes.title,
          body: changes.body,
          views: changes.views,
          live: changes.live,
          published_at: changes.publishedAt,
          updated_at: now,
          version: eb('version', '+', 1),
        }))
        .where('id', '=', id)
        .returningAll()
        .executeTakeFirst()
      return row && toArticle(row)
    },

    async remove(id) {
      const { numDeletedRows } = await db
        .deleteFrom('articles')
        .where('id', '=', id)
        .executeTakeFirst()
      return numDeletedRows > 0n
    },
  }
}

function toArticle(row: ArticleRow): Article {
  return {
    id: row.id,
    title: row.title,
    body: row.body,
    views: row.views,
    live: row.live,
    publishedAt: row.published_at,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    version: row.version,
  }
}

function toRow(article: Article): ArticleRow {
  return {
    id: article.id,
    title: article.title,
    body: article.body,
    views: article.views,
    live: article.live,
    published_at: article.publishedAt,
    created_at: article.createdAt,
    updated_at: article.updatedAt,
    version: article.version,
  }
}
