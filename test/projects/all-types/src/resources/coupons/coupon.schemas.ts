import { type Static, Type } from 'typebox'
import * as filter from '../../http/filters.ts'
import { createListQuery, listOf } from '../../http/list-query.ts'
import * as wire from '../../http/wire.ts'
import type { Coupon } from './coupon.ts'

/** What a client may write. */
const fields = {
  code: wire.text(12, 3),
  tag: wire.text(2),
  serial: wire.Int32,
  number: wire.int64({ minimum: '0', maximum: '100' }),
  price: wire.decimal(10, 2),
  rate: wire.nullable(wire.decimal(3, 3)),
  ratio: wire.Float,
  token: wire.Id,
  day: wire.Day,
  at: wire.nullable(wire.Timestamp),
  email: wire.Email,
  url: wire.nullable(wire.WebAddress),
}

const example = {
  code: 'First code',
  tag: 'Fi',
  serial: 1,
  number: '1',
  price: '1.00',
  rate: '0.001',
  ratio: 0.5,
  token: '0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52',
  day: '2026-01-31',
  at: '2026-01-31T09:30:00.000Z',
  email: 'first@example.com',
  url: 'https://example.com/first',
}

/** How a body is read, where the program has another value than the wire. */
export const couponReaders = {
  number: wire.toBigInt,
  price: wire.toDecimal(2),
  rate: wire.toDecimal(3),
  token: wire.toUuid,
  at: wire.toDate,
}

/** Anything that is not listed is refused, so that nobody writes what only the program may. */
export const CreateCouponBody = Type.Object(
  {
    code: fields.code,
    tag: fields.tag,
    serial: fields.serial,
    number: fields.number,
    price: fields.price,
    rate: Type.Optional(fields.rate),
    ratio: fields.ratio,
    token: fields.token,
    day: fields.day,
    at: Type.Optional(fields.at),
    email: fields.email,
    url: Type.Optional(fields.url),
  },
  { additionalProperties: false, examples: [example] },
)

/** A merge patch (RFC 7396): what is absent stays, and `null` empties what may be empty. */
export const UpdateCouponBody = Type.Partial(Type.Object(fields), {
  additionalProperties: false,
  minProperties: 1,
  examples: [example],
})

/** Only what is listed leaves the program: a new column is not public until it is written here. */
export const CouponResponse = Type.Object(
  {
    id: wire.Id,
    ...fields,
    createdAt: wire.Timestamp,
    updatedAt: wire.Timestamp,
    version: wire.Version,
  },
  { additionalProperties: false },
)

export const CouponList = listOf(CouponResponse)

/** What a list can be narrowed and ordered by. Add a field only with an index in a migration. */
export const CouponListQuery = createListQuery({
  createdAt: filter.ordered(wire.Timestamp, filter.toDate),
  code: filter.ordered(wire.text(12, 3)),
  tag: filter.ordered(wire.text(2)),
  serial: filter.ordered(wire.Int32),
  number: filter.ordered(wire.int64({ minimum: '0', maximum: '100' }), filter.toBigInt),
  ratio: filter.ordered(wire.Float),
  token: filter.choice(wire.Id, filter.toUuid),
  day: filter.ordered(wire.Day),
  at: filter.orNull(filter.ordered(wire.Timestamp, filter.toDate)),
  email: filter.ordered(wire.Email),
})

export function toCouponResponse(coupon: Coupon): Static<typeof CouponResponse> {
  return {
    id: coupon.id,
    code: coupon.code,
    tag: coupon.tag,
    serial: coupon.serial,
    number: coupon.number.toString(),
    price: coupon.price,
    rate: coupon.rate,
    ratio: coupon.ratio,
    token: coupon.token,
    day: coupon.day,
    at: coupon.at?.toISOString() ?? null,
    email: coupon.email,
    url: coupon.url,
    createdAt: coupon.createdAt.toISOString(),
    updatedAt: coupon.updatedAt.toISOString(),
    version: coupon.version,
  }
}
