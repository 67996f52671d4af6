import { type Static, Type } from 'typebox'
import * as filter from '../../http/filters.ts'
import { createListQuery, listOf } from '../../http/list-query.ts'
import * as wire from '../../http/wire.ts'
import type { LateItem } from './late.ts'

/** What a client may write. */
const fields = {
  name: wire.text(20),
}

const example = {
  name: 'First name',
}

/** Anything that is not listed is refused, so that nobody writes what only the program may. */
export const CreateLateItemBody = Type.Object(
  {
    name: fields.name,
  },
  { additionalProperties: false, examples: [example] },
)

/** A merge patch (RFC 7396): what is absent stays, and `null` empties what may be empty. */
export const UpdateLateItemBody = Type.Partial(Type.Object(fields), {
  additionalProperties: false,
  minProperties: 1,
  examples: [example],
})

/** Only what is listed leaves the program: a new column is not public until it is written here. */
export const LateItemResponse = Type.Object(
  {
    id: wire.Id,
    ...fields,
    createdAt: wire.Timestamp,
    updatedAt: wire.Timestamp,
    version: wire.Version,
  },
  { additionalProperties: false },
)

export const LateItemList = listOf(LateItemResponse)

/** What a list can be narrowed and ordered by. Add a field only with an index in a migration. */
export const LateItemListQuery = createListQuery({
  createdAt: filter.ordered(wire.Timestamp, filter.toDate),
})

export function toLateItemResponse(lateItem: LateItem): Static<typeof LateItemResponse> {
  return {
    id: lateItem.id,
    name: lateItem.name,
    createdAt: lateItem.createdAt.toISOString(),
    updatedAt: lateItem.updatedAt.toISOString(),
    version: lateItem.version,
  }
}
