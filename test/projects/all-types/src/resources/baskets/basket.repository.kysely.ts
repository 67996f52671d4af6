import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import type { ListColumns } from '../../database/listing.ts'
import { prepared, preparedList } from '../../database/prepared.ts'
import { pageOf } from '../../shared/pagination.ts'
import type { BasketRepository } from './basket.repository.ts'
import type { BasketRow } from './basket.table.ts'
import type { Basket } from './basket.ts'

/** Every one of them has an index; the names of columns come from here alone. */
const listColumns: ListColumns<Database, 'baskets'> = {
  id: { column: 'id', nullable: false },
  createdAt: { column: 'created_at', nullable: false },
}

const selectOne = prepared((db, { id }: { id: string }) =>
  db.selectFrom('baskets').selectAll().where('id', '=', id),
)

const selectPage = preparedList((db) => db.selectFrom('baskets').selectAll(), listColumns)

export function createKyselyBasketRepository(db: Kysely<Database>): BasketRepository {
  return {
    async list(request) {
      const rows = await selectPage(db, request, {})
      return pageOf(rows.map(toBasket), request.limit, request.sort)
    },

    async find(id) {
      const [row] = await selectOne(db, { id })
      return row && toBasket(row)
    },

    async findMany(ids) {
      if (ids.length === 0) return []
      const rows = await db.selectFrom('baskets').selectAll().where('id', 'in', ids).execute()
      return rows.map(toBasket)
    },

    async insert(...baskets) {
      if (baskets.length === 0) return
      const rows = baskets.map((basket) => toRow(basket))
      await db.insertInto('baskets').values(rows).execute()
    },

    async update(id, changes, now, expected) {
      const row = await db
        .updateTable('baskets')
        .set((eb) => ({
          tags: changes.tags,
          codes: changes.codes,
          numbers: changes.numbers,
          sizes: changes.sizes,
          prices: changes.prices,
          floats: changes.floats,
          flags: changes.flags,
          ids: changes.ids,
          days: changes.days,
          times: changes.times,
          kinds: changes.kinds,
          mails: changes.mails,
          links: changes.links,
          moments: changes.moments,
          updated_at: now,
          version: eb('version', '+', 1),
        }))
        .where(({ and }) => and(theOne(id, expected)))
        .returningAll()
        .executeTakeFirst()
      return row && toBasket(row)
    },

    async remove(id, expected) {
      const { numDeletedRows } = await db
        .deleteFrom('baskets')
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

export function toBasket(row: BasketRow): Basket {
  return {
    id: row.id,
    tags: row.tags,
    codes: row.codes,
    numbers: row.numbers,
    sizes: row.sizes,
    prices: row.prices,
    floats: row.floats,
    flags: row.flags,
    ids: row.ids,
    days: row.days,
    times: row.times,
    kinds: row.kinds,
    mails: row.mails,
    links: row.links,
    moments: row.moments,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    version: row.version,
  }
}

function toRow(basket: Basket): BasketRow {
  return {
    id: basket.id,
    tags: basket.tags,
    codes: basket.codes,
    numbers: basket.numbers,
    sizes: basket.sizes,
    prices: basket.prices,
    floats: basket.floats,
    flags: basket.flags,
    ids: basket.ids,
    days: basket.days,
    times: basket.times,
    kinds: basket.kinds,
    mails: basket.mails,
    links: basket.links,
    moments: basket.moments,
    created_at: basket.createdAt,
    updated_at: basket.updatedAt,
    version: basket.version,
  }
}
