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
  title: { column: 'title', nullable: false },
  live: { column: 'live', nullable: false },
  kind: { column: 'kind', nullable: true },
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
          body: changes.body,
          views: changes.views,
          size: changes.size,
          big: changes.big,
          price: changes.price,
          rate: changes.rate,
          weight: changes.weight,
          ratio: changes.ratio,
          live: changes.live,
          ref2: changes.ref2,
          day: changes.day,
          since: changes.since,
          published_at: changes.publishedAt,
          meta: changes.meta,
          extra: changes.extra,
          status: changes.status,
          kind: changes.kind,
          email: changes.email,
          url: changes.url,
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
    body: row.body,
    views: row.views,
    size: row.size,
    big: row.big,
    price: row.price,
    rate: row.rate,
    weight: row.weight,
    ratio: row.ratio,
    live: row.live,
    ref2: row.ref2,
    day: row.day,
    since: row.since,
    publishedAt: row.published_at,
    meta: row.meta,
    extra: row.extra,
    status: row.status,
    kind: row.kind,
    email: row.email,
    url: row.url,
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
    size: article.size,
    big: article.big,
    price: article.price,
    rate: article.rate,
    weight: article.weight,
    ratio: article.ratio,
    live: article.live,
    ref2: article.ref2,
    day: article.day,
    since: article.since,
    published_at: article.publishedAt,
    meta: article.meta,
    extra: article.extra,
    status: article.status,
    kind: article.kind,
    email: article.email,
    url: article.url,
    created_at: article.createdAt,
    updated_at: article.updatedAt,
    version: article.version,
  }
}
