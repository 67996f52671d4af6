import { type Static, Type } from 'typebox'
import * as filter from '../../http/filters.ts'
import { createListQuery, listOf } from '../../http/list-query.ts'
import * as wire from '../../http/wire.ts'
import type { Order } from './order.ts'

/** What a client may write. */
const fields = {
  title: wire.text(200),
}

const example = {
  title: 'First title',
}

/** Anything that is not listed is refused, so that nobody writes what only the program may. */
export const CreateOrderBody = Type.Object(
  {
    title: fields.title,
  },
  { additionalProperties: false, examples: [example] },
)

/** A merge patch (RFC 7396): what is absent stays, and `null` empties what may be empty. */
export const UpdateOrderBody = Type.Partial(Type.Object(fields), {
  additionalProperties: false,
  minProperties: 1,
  examples: [example],
})

/** Only what is listed leaves the program: a new column is not public until it is written here. */
export const OrderResponse = Type.Object(
  {
    id: wire.Id,
    ...fields,
    createdAt: wire.Timestamp,
    updatedAt: wire.Timestamp,
    version: wire.Version,
  },
  { additionalProperties: false },
)

export const OrderList = listOf(OrderResponse)

/** What a list can be narrowed and ordered by. Add a field only with an index in a migration. */
export const OrderListQuery = createListQuery({
  createdAt: filter.ordered(wire.Timestamp, filter.toDate),
})

export function toOrderResponse(order: Order): Static<typeof OrderResponse> {
  return {
    id: order.id,
    title: order.title,
    createdAt: order.createdAt.toISOString(),
    updatedAt: order.updatedAt.toISOString(),
    version: order.version,
  }
}
