import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import type { ListColumns } from '../../database/listing.ts'
import { prepared, preparedList } from '../../database/prepared.ts'
import { pageOf } from '../../shared/pagination.ts'
import type { ArticleRepository } from './article.repository.ts'
import type { ArticleRow } from './article.table.ts'
import type { Article } from './article.ts'

/** Every one of them has an index; the names of columns come from here alone. */
const listColumns: ListColumns<Database, 'articles'> = {
  id: { column: 'id', nullable: false },
  createdAt: { column: 'created_at', nullable: false },
  authorId: { column: 'author_id', nullable: false },
  editorId: { column: 'editor_id', nullable: true },
  categoryId: { column: 'category_id', nullable: false },
}

const selectOne = prepared((db, { id }: { id: string }) =>
  db.selectFrom('articles').selectAll().where('id', '=', id),
)

const selectPage = preparedList((db) => db.selectFrom('articles').selectAll(), listColumns)

export function createKyselyArticleRepository(db: Kysely<Database>): ArticleRepository {
  return {
    async list(request) {
      const rows = await selectPage(db, request, {})
      return pageOf(rows.map(toArticle), request.limit, request.sort)
    },

    async find(id) {
      const [row] = await selectOne(db, { id })
      return row && toArticle(row)
    },

    async findMany(ids) {
      if (ids.length === 0) return []
      const rows = await db.selectFrom('articles').selectAll().where('id', 'in', ids).execute()
      return rows.map(toArticle)
    },

    async insert(...articles) {
      if (articles.length === 0) return
      const rows = articles.map((article) => toRow(article))
      await db.insertInto('articles').values(rows).execute()
    },

    async update(id, changes, now, expected) {
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
        .where(({ and }) => and(theOne(id, expected)))
        .returningAll()
        .executeTakeFirst()
      return row && toArticle(row)
    },

    async remove(id, expected) {
      const { numDeletedRows } = await db
        .deleteFrom('articles')
        .where(({ and }) => and(theOne(id, expected)))
        .executeTakeFirst()
      return numDeletedRows > 0n
    },
  }
}

/** The version is compared in the statement that changes it: what was read before may be old by now. */
function theOne(id: string, expected: number | undefined) {
  return expected === undefined ? { id } : { id, version: expected }
}

export function toArticle(row: ArticleRow): Article {
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
