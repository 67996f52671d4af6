import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import { pageOf } from '../../shared/pagination.ts'
import type { BasketRepository } from './basket.repository.ts'
import type { BasketRow } from './basket.table.ts'
import type { Basket } from './basket.ts'

export function createKyselyBasketRepository(db: Kysely<Database>): BasketRepository {
  return {
    async list({ limit, after }) {
      const newestFirst = db
        .selectFrom('baskets')
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
      return pageOf(rows.map(toBasket), limit)
    },

    async find(id) {
      const row = await db.selectFrom('baskets').selectAll().where('id', '=', id).executeTakeFirst()
      return row && toBasket(row)
    },

    async insert(basket) {
      await db.insertInto('baskets').values(toRow(basket)).execute()
    },

    async update(id, changes, now) {
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
        .where('id', '=', id)
        .returningAll()
        .executeTakeFirst()
      return row && toBasket(row)
    },

    async remove(id) {
      const { numDeletedRows } = await db
        .deleteFrom('baskets')
        .where('id', '=', id)
        .executeTakeFirst()
      return numDeletedRows > 0n
    },
  }
}

function toBasket(row: BasketRow): Basket {
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
