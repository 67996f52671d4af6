import { type Static, Type } from 'typebox'
import * as filter from '../../http/filters.ts'
import { createListQuery, listOf } from '../../http/list-query.ts'
import * as wire from '../../http/wire.ts'
import { userPolicy } from './user.policy.ts'
import type { User } from './user.ts'

/** What a client may write. */
const fields = {
  name: wire.text(80),
  salary: wire.ruled(wire.nullable(wire.Int32), userPolicy.fields.salary),
}

const example = {
  name: 'First name',
  salary: 1,
}

/** Anything that is not listed is refused, so that nobody writes what only the program may. */
export const CreateUserBody = Type.Object(
  {
    name: fields.name,
    salary: Type.Optional(fields.salary),
  },
  { additionalProperties: false, examples: [example] },
)

/** A merge patch (RFC 7396): what is absent stays, and `null` empties what may be empty. */
export const UpdateUserBody = Type.Partial(Type.Object(fields), {
  additionalProperties: false,
  minProperties: 1,
  examples: [example],
})

/** Only what is listed leaves the program: a new column is not public until it is written here. */
export const UserResponse = Type.Object(
  {
    id: wire.Id,
    ...fields,
    salary: Type.Optional(fields.salary),
    state: wire.nullable(wire.text(10)),
    createdAt: wire.Timestamp,
    updatedAt: wire.Timestamp,
    version: wire.Version,
  },
  { additionalProperties: false },
)

export const UserList = listOf(UserResponse)

/** What a list can be narrowed and ordered by. Add a field only with an index in a migration. */
export const UserListQuery = createListQuery({
  createdAt: filter.ordered(wire.Timestamp, filter.toDate),
  salary: filter.seenBy(userPolicy.fields.salary.read, filter.orNull(filter.ordered(wire.Int32))),
})

export function toUserResponse(user: User): Static<typeof UserResponse> {
  return {
    id: user.id,
    name: user.name,
    state: user.state,
    salary: user.salary,
    createdAt: user.createdAt.toISOString(),
    updatedAt: user.updatedAt.toISOString(),
    version: user.version,
  }
}
