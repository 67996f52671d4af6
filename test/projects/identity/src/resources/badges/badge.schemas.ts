import { type Static, Type } from 'typebox'
import * as filter from '../../http/filters.ts'
import { createListQuery, listOf } from '../../http/list-query.ts'
import * as wire from '../../http/wire.ts'
import { badgePolicy } from './badge.policy.ts'
import type { Badge } from './badge.ts'

/** What a client may write. */
const fields = {
  label: wire.ruled(wire.text(40), badgePolicy.fields.label),
  employeeId: wire.idOf('/v1/employees'),
}

const example = {
  label: 'First label',
  employeeId: '0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52',
}

/** How a body is read, where the program has another value than the wire. */
export const badgeReaders = {
  employeeId: wire.toUuid,
}

/** Anything that is not listed is refused, so that nobody writes what only the program may. */
export const CreateBadgeBody = Type.Object(
  {
    label: fields.label,
    employeeId: fields.employeeId,
  },
  { additionalProperties: false, examples: [example] },
)

/** A merge patch (RFC 7396): what is absent stays, and `null` empties what may be empty. */
export const UpdateBadgeBody = Type.Partial(Type.Object(fields), {
  additionalProperties: false,
  minProperties: 1,
  examples: [example],
})

/** Only what is listed leaves the program: a new column is not public until it is written here. */
export const BadgeResponse = Type.Object(
  {
    id: wire.Id,
    ...fields,
    label: Type.Optional(fields.label),
    createdAt: wire.Timestamp,
    updatedAt: wire.Timestamp,
    version: wire.Version,
  },
  { additionalProperties: false },
)

export const BadgeList = listOf(BadgeResponse)

/** What a list can be narrowed and ordered by. Add a field only with an index in a migration. */
export const BadgeListQuery = createListQuery({
  createdAt: filter.ordered(wire.Timestamp, filter.toDate),
  employeeId: filter.reference(wire.Id),
})

export function toBadgeResponse(badge: Badge): Static<typeof BadgeResponse> {
  return {
    id: badge.id,
    label: badge.label,
    employeeId: badge.employeeId,
    createdAt: badge.createdAt.toISOString(),
    updatedAt: badge.updatedAt.toISOString(),
    version: badge.version,
  }
}
