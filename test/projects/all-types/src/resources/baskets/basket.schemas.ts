import { type Static, Type } from 'typebox'
import * as filter from '../../http/filters.ts'
import { createListQuery, listOf } from '../../http/list-query.ts'
import * as wire from '../../http/wire.ts'
import type { Basket } from './basket.ts'

/** What a client may write. */
const fields = {
  tags: wire.list(wire.text(255), 20),
  codes: wire.nullable(wire.list(wire.text(3), 3, 1)),
  numbers: wire.list(wire.Int32, 20),
  sizes: wire.nullable(wire.list(wire.Int64, 20)),
  prices: wire.list(wire.decimal(6, 2), 5),
  floats: wire.nullable(wire.list(wire.Float, 20)),
  flags: wire.nullable(wire.list(Type.Boolean(), 20)),
  ids: wire.nullable(wire.list(wire.Id, 20)),
  days: wire.nullable(wire.list(wire.Day, 20)),
  times: wire.nullable(wire.list(wire.Timestamp, 20)),
  kinds: wire.list(wire.oneOf('x', 'y'), 20),
  mails: wire.nullable(wire.list(wire.Email, 20)),
  links: wire.nullable(wire.list(wire.WebAddress, 20)),
  moments: wire.list(wire.Timestamp, 20),
}

const example = {
  tags: ['First tags'],
  codes: ['Fir'],
  numbers: [1],
  sizes: ['1'],
  prices: ['1.00'],
  floats: [0.5],
  flags: [true],
  ids: ['0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52'],
  days: ['2026-01-31'],
  times: ['2026-01-31T09:30:00.000Z'],
  kinds: ['x'],
  mails: ['first@example.com'],
  links: ['https://example.com/first'],
  moments: ['2026-01-31T09:30:00.000Z'],
}

/** How a body is read, where the program has another value than the wire. */
export const basketReaders = {
  sizes: wire.each(wire.toBigInt),
  prices: wire.each(wire.toDecimal(2)),
  ids: wire.each(wire.toUuid),
  times: wire.each(wire.toDate),
  moments: wire.each(wire.toDate),
}

/** Anything that is not listed is refused, so that nobody writes what only the program may. */
export const CreateBasketBody = Type.Object(
  {
    tags: wire.withDefault(fields.tags, []),
    codes: Type.Optional(fields.codes),
    numbers: wire.withDefault(fields.numbers, [1, 2]),
    sizes: Type.Optional(fields.sizes),
    prices: fields.prices,
    floats: Type.Optional(fields.floats),
    flags: Type.Optional(fields.flags),
    ids: Type.Optional(fields.ids),
    days: Type.Optional(fields.days),
    times: Type.Optional(fields.times),
    kinds: wire.withDefault(fields.kinds, ['x']),
    mails: Type.Optional(fields.mails),
    links: Type.Optional(fields.links),
    moments: wire.withDefault(fields.moments, []),
  },
  { additionalProperties: false, examples: [example] },
)

/** A merge patch (RFC 7396): what is absent stays, and `null` empties what may be empty. */
export const UpdateBasketBody = Type.Partial(Type.Object(fields), {
  additionalProperties: false,
  minProperties: 1,
  examples: [example],
})

/** Only what is listed leaves the program: a new column is not public until it is written here. */
export const BasketResponse = Type.Object(
  {
    id: wire.Id,
    ...fields,
    createdAt: wire.Timestamp,
    updatedAt: wire.Timestamp,
    version: wire.Version,
  },
  { additionalProperties: false },
)

export const BasketList = listOf(BasketResponse)

/** What a list can be narrowed and ordered by. Add a field only with an index in a migration. */
export const BasketListQuery = createListQuery({
  createdAt: filter.ordered(wire.Timestamp, filter.toDate),
})

export function toBasketResponse(basket: Basket): Static<typeof BasketResponse> {
  return {
    id: basket.id,
    tags: basket.tags,
    codes: basket.codes,
    numbers: basket.numbers,
    sizes: wire.toTexts(basket.sizes),
    prices: basket.prices,
    floats: basket.floats,
    flags: basket.flags,
    ids: basket.ids,
    days: basket.days,
    times: wire.toTexts(basket.times),
    kinds: basket.kinds,
    mails: basket.mails,
    links: basket.links,
    moments: wire.toTexts(basket.moments),
    createdAt: basket.createdAt.toISOString(),
    updatedAt: basket.updatedAt.toISOString(),
    version: basket.version,
  }
}
