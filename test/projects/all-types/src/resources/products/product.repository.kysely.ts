import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import type { ListColumns } from '../../database/listing.ts'
import { prepared, preparedList } from '../../database/prepared.ts'
import { pageOf } from '../../shared/pagination.ts'
import type { ProductRepository } from './product.repository.ts'
import type { ProductRow } from './product.table.ts'
import type { Product } from './product.ts'

/** Every one of them has an index; the names of columns come from here alone. */
const listColumns: ListColumns<Database, 'products'> = {
  id: { column: 'id', nullable: false },
  createdAt: { column: 'created_at', nullable: false },
  sku: { column: 'sku', nullable: false },
  slug: { column: 'slug', nullable: false },
}

const selectOne = prepared((db, { id }: { id: string }) =>
  db.selectFrom('products').selectAll().where('id', '=', id),
)

const selectPage = preparedList((db) => db.selectFrom('products').selectAll(), listColumns)

export function createKyselyProductRepository(db: Kysely<Database>): ProductRepository {
  return {
    async list(request) {
      const rows = await selectPage(db, request, {})
      return pageOf(rows.map(toProduct), request.limit, request.sort)
    },

    async find(id) {
      const [row] = await selectOne(db, { id })
      return row && toProduct(row)
    },

    async findMany(ids) {
      if (ids.length === 0) return []
      const rows = await db.selectFrom('products').selectAll().where('id', 'in', ids).execute()
      return rows.map(toProduct)
    },

    async insert(...products) {
      if (products.length === 0) return
      const rows = products.map((product) => toRow(product))
      await db.insertInto('products').values(rows).execute()
    },

    async update(id, changes, now, expected) {
      const row = await db
        .updateTable('products')
        .set((eb) => ({
          sku: changes.sku,
          slug: changes.slug,
          color: changes.color,
          size: changes.size,
          summary: changes.summary,
          words: changes.words,
          secret: changes.secret,
          origin: changes.origin,
          updated_at: now,
          version: eb('version', '+', 1),
        }))
        .where(({ and }) => and(theOne(id, expected)))
        .returningAll()
        .executeTakeFirst()
      return row && toProduct(row)
    },

    async remove(id, expected) {
      const { numDeletedRows } = await db
        .deleteFrom('products')
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

export function toProduct(row: ProductRow): Product {
  return {
    id: row.id,
    sku: row.sku,
    slug: row.slug,
    color: row.color,
    size: row.size,
    summary: row.summary,
    words: row.words,
    secret: row.secret,
    origin: row.origin,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    version: row.version,
  }
}

function toRow(product: Product): ProductRow {
  return {
    id: product.id,
    sku: product.sku,
    slug: product.slug,
    color: product.color,
    size: product.size,
    summary: product.summary,
    words: product.words,
    secret: product.secret,
    origin: product.origin,
    created_at: product.createdAt,
    updated_at: product.updatedAt,
    version: product.version,
  }
}
