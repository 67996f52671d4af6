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

    async insert(article) {
      await db.insertInto('articles').values(toRow(article)).execute()
    },

    async update(id, changes, now) {
      const row = await db
        .updateTable('articles')
        .set((eb) => ({
          title: changes.title,
          published_at: changes.publishedAt,
          author_id: changes.authorId,
          editor_id: changes.editorId,
          category_id: changes.categoryId,
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
    publishedAt: row.published_at,
    authorId: row.author_id,
    editorId: row.editor_id,
    categoryId: row.category_id,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    version: row.version,
  }
}

function toRow(article: Article): ArticleRow {
  return {
    id: article.id,
    title: article.title,
    published_at: article.publishedAt,
    author_id: article.authorId,
    editor_id: article.editorId,
    category_id: article.categoryId,
    created_at: article.createdAt,
    updated_at: article.updatedAt,
    version: article.version,
  }
}
