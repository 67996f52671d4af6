import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import type { ListColumns } from '../../database/listing.ts'
import { prepared, preparedList } from '../../database/prepared.ts'
import { pageOf } from '../../shared/pagination.ts'
import type { CouponRepository } from './coupon.repository.ts'
import type { CouponRow } from './coupon.table.ts'
import type { Coupon } from './coupon.ts'

/** Every one of them has an index; the names of columns come from here alone. */
const listColumns: ListColumns<Database, 'coupons'> = {
  id: { column: 'id', nullable: false },
  createdAt: { column: 'created_at', nullable: false },
  code: { column: 'code', nullable: false },
  tag: { column: 'tag', nullable: false },
  serial: { column: 'serial', nullable: false },
  number: { column: 'number', nullable: false },
  ratio: { column: 'ratio', nullable: false },
  token: { column: 'token', nullable: false },
  day: { column: 'day', nullable: false },
  at: { column: 'at', nullable: true },
  email: { column: 'email', nullable: false },
}

const selectOne = prepared((db, { id }: { id: string }) =>
  db.selectFrom('coupons').selectAll().where('id', '=', id),
)

const selectPage = preparedList((db) => db.selectFrom('coupons').selectAll(), listColumns)

export function createKyselyCouponRepository(db: Kysely<Database>): CouponRepository {
  return {
    async list(request) {
      const rows = await selectPage(db, request, {})
      return pageOf(rows.map(toCoupon), request.limit, request.sort)
    },

    async find(id) {
      const [row] = await selectOne(db, { id })
      return row && toCoupon(row)
    },

    async findMany(ids) {
      if (ids.length === 0) return []
      const rows = await db.selectFrom('coupons').selectAll().where('id', 'in', ids).execute()
      return rows.map(toCoupon)
    },

    async insert(...coupons) {
      if (coupons.length === 0) return
      const rows = coupons.map((coupon) => toRow(coupon))
      await db.insertInto('coupons').values(rows).execute()
    },

    async update(id, changes, now, expected) {
      const row = await db
        .updateTable('coupons')
        .set((eb) => ({
          code: changes.code,
          tag: changes.tag,
          serial: changes.serial,
          number: changes.number,
          price: changes.price,
          rate: changes.rate,
          ratio: changes.ratio,
          token: changes.token,
          day: changes.day,
          at: changes.at,
          email: changes.email,
          url: changes.url,
          updated_at: now,
          version: eb('version', '+', 1),
        }))
        .where(({ and }) => and(theOne(id, expected)))
        .returningAll()
        .executeTakeFirst()
      return row && toCoupon(row)
    },

    async remove(id, expected) {
      const { numDeletedRows } = await db
        .deleteFrom('coupons')
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

export function toCoupon(row: CouponRow): Coupon {
  return {
    id: row.id,
    code: row.code,
    tag: row.tag,
    serial: row.serial,
    number: row.number,
    price: row.price,
    rate: row.rate,
    ratio: row.ratio,
    token: row.token,
    day: row.day,
    at: row.at,
    email: row.email,
    url: row.url,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    version: row.version,
  }
}

function toRow(coupon: Coupon): CouponRow {
  return {
    id: coupon.id,
    code: coupon.code,
    tag: coupon.tag,
    serial: coupon.serial,
    number: coupon.number,
    price: coupon.price,
    rate: coupon.rate,
    ratio: coupon.ratio,
    token: coupon.token,
    day: coupon.day,
    at: coupon.at,
    email: coupon.email,
    url: coupon.url,
    created_at: coupon.createdAt,
    updated_at: coupon.updatedAt,
    version: coupon.version,
  }
}
