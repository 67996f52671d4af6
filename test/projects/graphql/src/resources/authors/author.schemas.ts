import { type Static, Type } from 'typebox'
import * as filter from '../../http/filters.ts'
import { createListQuery, listOf } from '../../http/list-query.ts'
import * as wire from '../../http/wire.ts'
import type { Author } from './author.ts'

/** What a client may write. */
const fields = {
  name: wire.text(100),
  email: wire.nullable(wire.Email),
  site: wire.nullable(wire.WebAddress),
}

const example = {
  name: 'First name',
  email: 'first@example.com',
  site: 'https://example.com/first',
}

/** Anything that is not listed is refused, so that nobody writes what only the program may. */
export const CreateAuthorBody = Type.Object(
  {
    name: fields.name,
    email: Type.Optional(fields.email),
    site: Type.Optional(fields.site),
  },
  { additionalProperties: false, examples: [example] },
)

/** A merge patch (RFC 7396): what is absent stays, and `null` empties what may be empty. */
export const UpdateAuthorBody = Type.Partial(Type.Object(fields), {
  additionalProperties: false,
  minProperties: 1,
  examples: [example],
})

/** Only what is listed leaves the program: a new column is not public until it is written here. */
export const AuthorResponse = Type.Object(
  {
    id: wire.Id,
    ...fields,
    createdAt: wire.Timestamp,
    updatedAt: wire.Timestamp,
    version: wire.Version,
  },
  { additionalProperties: false },
)

export const AuthorList = listOf(AuthorResponse)

/** What a list can be narrowed and ordered by. Add a field only with an index in a migration. */
export const AuthorListQuery = createListQuery({
  createdAt: filter.ordered(wire.Timestamp, filter.toDate),
  name: filter.ordered(wire.text(100)),
})

export function toAuthorResponse(author: Author): Static<typeof AuthorResponse> {
  return {
    id: author.id,
    name: author.name,
    email: author.email,
    site: author.site,
    createdAt: author.createdAt.toISOString(),
    updatedAt: author.updatedAt.toISOString(),
    version: author.version,
  }
}
