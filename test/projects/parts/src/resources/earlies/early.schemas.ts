import { type Static, Type } from 'typebox'
import * as filter from '../../http/filters.ts'
import { createListQuery, listOf } from '../../http/list-query.ts'
import * as wire from '../../http/wire.ts'
import type { EarlyItem } from './early.ts'

/** What a client may write. */
const fields = {
  lateId: wire.idOf('/v2/lates'),
}

const example = {
  lateId: '0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52',
}

/** How a body is read, where the program has another value than the wire. */
export const earlyItemReaders = {
  lateId: wire.toUuid,
}

/** Anything that is not listed is refused, so that nobody writes what only the program may. */
export const CreateEarlyItemBody = Type.Object(
  {
    lateId: fields.lateId,
  },
  { additionalProperties: false, examples: [example] },
)

/** A merge patch (RFC 7396): what is absent stays, and `null` empties what may be empty. */
export const UpdateEarlyItemBody = Type.Partial(Type.Object(fields), {
  additionalProperties: false,
  minProperties: 1,
  examples: [example],
})

/** Only what is listed leaves the program: a new column is not public until it is written here. */
export const EarlyItemResponse = Type.Object(
  {
    id: wire.Id,
    ...fields,
    createdAt: wire.Timestamp,
    updatedAt: wire.Timestamp,
    version: wire.Version,
  },
  { additionalProperties: false },
)

export const EarlyItemList = listOf(EarlyItemResponse)

/** What a list can be narrowed and ordered by. Add a field only with an index in a migration. */
export const EarlyItemListQuery = createListQuery({
  createdAt: filter.ordered(wire.Timestamp, filter.toDate),
  lateId: filter.reference(wire.Id),
})

export function toEarlyItemResponse(earlyItem: EarlyItem): Static<typeof EarlyItemResponse> {
  return {
    id: earlyItem.id,
    lateId: earlyItem.lateId,
    createdAt: earlyItem.createdAt.toISOString(),
    updatedAt: earlyItem.updatedAt.toISOString(),
    version: earlyItem.version,
  }
}
