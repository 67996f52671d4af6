import { type Static, Type } from 'typebox'
import * as filter from '../../http/filters.ts'
import { createListQuery, listOf } from '../../http/list-query.ts'
import * as wire from '../../http/wire.ts'
import type { Account } from './account.ts'

/** What a client may write. */
const fields = {
  label: wire.text(40),
}

/** What a client may write, and nobody ever reads. */
const secrets = {
  password: wire.text(100, 8),
  pin: wire.Int32,
  birthday: wire.nullable(wire.Day),
}

const example = {
  label: 'First label',
  password: 'First password',
  pin: 1,
  birthday: '2026-01-31',
}

/** Anything that is not listed is refused, so that nobody writes what only the program may. */
export const CreateAccountBody = Type.Object(
  {
    label: fields.label,
    password: secrets.password,
    pin: wire.withDefault(secrets.pin, 1),
    birthday: Type.Optional(secrets.birthday),
  },
  { additionalProperties: false, examples: [example] },
)

/** A merge patch (RFC 7396): what is absent stays, and `null` empties what may be empty. */
export const UpdateAccountBody = Type.Partial(Type.Object({ ...fields, ...secrets }), {
  additionalProperties: false,
  minProperties: 1,
  examples: [example],
})

/** Only what is listed leaves the program: a new column is not public until it is written here. */
export const AccountResponse = Type.Object(
  {
    id: wire.Id,
    ...fields,
    createdAt: wire.Timestamp,
    updatedAt: wire.Timestamp,
    version: wire.Version,
  },
  { additionalProperties: false },
)

export const AccountList = listOf(AccountResponse)

/** What a list can be narrowed and ordered by. Add a field only with an index in a migration. */
export const AccountListQuery = createListQuery({
  createdAt: filter.ordered(wire.Timestamp, filter.toDate),
})

export function toAccountResponse(account: Account): Static<typeof AccountResponse> {
  return {
    id: account.id,
    label: account.label,
    createdAt: account.createdAt.toISOString(),
    updatedAt: account.updatedAt.toISOString(),
    version: account.version,
  }
}
