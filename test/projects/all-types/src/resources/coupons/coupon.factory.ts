import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import { newId } from '../../shared/id.ts'
import { createKyselyCouponRepository } from './coupon.repository.kysely.ts'
import { type Coupon, createCoupon, type NewCoupon } from './coupon.ts'

// For tests: a test gives what it is about, and the rest is an example.

/** What has to be unique is another one each time. */
let made = 0

export function newCouponInput(values: Partial<NewCoupon> = {}): NewCoupon {
  made += 1
  return {
    code: `value ${made}`,
    tag: made.toString(36).padStart(2, '0'),
    serial: 2 + made,
    number: 3n + BigInt(made % 98),
    price: `${2 + made}.00`,
    rate: ((3 + (made % 997)) / 1000).toFixed(3),
    ratio: 0.5 + 1 / (made + 1),
    token: newId(),
    day: new Date(Date.UTC(2027, 0, made)).toISOString().slice(0, 10),
    at: new Date(Date.UTC(2027, 0, 1, 0, made)),
    email: `someone-${made}@example.com`,
    url: `https://example.com/${made}`,
    ...values,
  }
}

export function makeCoupon(values: Partial<Coupon> = {}): Coupon {
  const now = new Date('2026-01-31T09:30:00.000Z')
  return { ...createCoupon(newCouponInput(), newId(), now), ...values }
}

/** Puts a coupon into the database, unless one of its id is there; before it, what it refers to. */
export async function storeCoupon(
  db: Kysely<Database>,
  values: Partial<Coupon> = {},
): Promise<Coupon> {
  const coupon = makeCoupon(values)
  const coupons = createKyselyCouponRepository(db)
  const stored = await coupons.find(coupon.id)
  if (stored) return stored
  await coupons.insert(coupon)
  return coupon
}
