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
  serial: { column: 'serial', nullable: false },
  kind: { column: 'kind', nullable: false },
  slug: { column: 'slug', nullable: true },
  since: { column: 'since', nullable: false },
  code: { column: 'code', nullable: true },
  writerId: { column: 'writer_id', nullable: false },
  subjectId: { column: 'subject_id', nullable: true },
  editorId: { column: 'editor_id', nullable: true },
}

const selectOne = prepared((db, { id, ownerId }: { id: string; ownerId: string }) =>
  db
    .selectFrom('articles')
    .selectAll()
    .where('id', '=', id)
    .where('owner_id', '=', ownerId)
    .where('deleted_at', 'is', null),
)

const selectPage = preparedList(
  (db, { ownerId }: { ownerId: string }) =>
    db
      .selectFrom('articles')
      .selectAll()
      .where('owner_id', '=', ownerId)
      .where('deleted_at', 'is', null),
  listColumns,
)

export function createKyselyArticleRepository(
  db: Kysely<Database>,
  ownerId: string,
): ArticleRepository {
  return {
    async list(request) {
      const rows = await selectPage(db, request, { ownerId })
      return pageOf(rows.map(toArticle), request.limit, request.sort)
    },

    async find(id) {
      const [row] = await selectOne(db, { id, ownerId })
      return row && toArticle(row)
    },

    async findMany(ids) {
      if (ids.length === 0) return []
      const rows = await db
        .selectFrom('articles')
        .selectAll()
        .where('id', 'in', ids)
        .where('owner_id', '=', ownerId)
        .where('deleted_at', 'is', null)
        .execute()
      return rows.map(toArticle)
    },

    async insert(...articles) {
      if (articles.length === 0) return
      const rows = articles.map((article) => toRow(article, ownerId))
      await db.insertInto('articles').values(rows).execute()
    },

    async update(id, changes, now, expected) {
      const row = await db
        .updateTable('articles')
        .set((eb) => ({
          title: changes.title,
          content: changes.content,
          serial: changes.serial,
          kind: changes.kind,
          rating: changes.rating,
          writer_id: changes.writerId,
          subject_id: changes.subjectId,
          live: changes.live,
          slug: changes.slug,
          since: changes.since,
          tags: changes.tags,
          editor_id: changes.editorId,
          code: changes.code,
          updated_at: now,
          version: eb('version', '+', 1),
        }))
        .where(({ and }) => and(theOne(id, expected)))
        .where('owner_id', '=', ownerId)
        .where('deleted_at', 'is', null)
        .returningAll()
        .executeTakeFirst()
      return row && toArticle(row)
    },

    async remove(id, now, expected) {
      const { numUpdatedRows } = await db
        .updateTable('articles')
        .set((eb) => ({ deleted_at: now, updated_at: now, version: eb('version', '+', 1) }))
        .where(({ and }) => and(theOne(id, expected)))
        .where('owner_id', '=', ownerId)
        .where('deleted_at', 'is', null)
        .executeTakeFirst()
      return numUpdatedRows > 0n
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
    content: row.content,
    serial: row.serial,
    kind: row.kind,
    rating: row.rating,
    writerId: row.writer_id,
    subjectId: row.subject_id,
    live: row.live,
    slug: row.slug,
    since: row.since,
    tags: row.tags,
    editorId: row.editor_id,
    code: row.code,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    version: row.version,
  }
}

function toRow(article: Article, ownerId: string): ArticleRow {
  return {
    id: article.id,
    owner_id: ownerId,
    title: article.title,
    content: article.content,
    serial: article.serial,
    kind: article.kind,
    rating: article.rating,
    writer_id: article.writerId,
    subject_id: article.subjectId,
    live: article.live,
    slug: article.slug,
    since: article.since,
    tags: article.tags,
    editor_id: article.editorId,
    code: article.code,
    created_at: article.createdAt,
    updated_at: article.updatedAt,
    deleted_at: null,
    version: article.version,
  }
}
