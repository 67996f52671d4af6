import { type Static, Type } from 'typebox'
import * as filter from '../../http/filters.ts'
import { createListQuery, listOf } from '../../http/list-query.ts'
import * as wire from '../../http/wire.ts'
import type { Profile } from './profile.ts'

/** What a client may write. */
const fields = {
  handle: wire.text(30),
  bio: wire.nullable(wire.text(65535)),
  userId: wire.idOf('/v2/users'),
  successorId: wire.nullable(wire.idOf('/v1/profiles')),
}

const example = {
  handle: 'First handle',
  bio: 'First bio',
  userId: '0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52',
  successorId: null,
}

/** How a body is read, where the program has another value than the wire. */
export const profileReaders = {
  userId: wire.toUuid,
  successorId: wire.toUuid,
}

/** Anything that is not listed is refused, so that nobody writes what only the program may. */
export const CreateProfileBody = Type.Object(
  {
    handle: fields.handle,
    bio: Type.Optional(fields.bio),
    userId: fields.userId,
    successorId: Type.Optional(fields.successorId),
  },
  { additionalProperties: false, examples: [example] },
)

/** A merge patch (RFC 7396): what is absent stays, and `null` empties what may be empty. */
export const UpdateProfileBody = Type.Partial(Type.Object(fields), {
  additionalProperties: false,
  minProperties: 1,
  examples: [example],
})

/** Only what is listed leaves the program: a new column is not public until it is written here. */
export const ProfileResponse = Type.Object(
  {
    id: wire.Id,
    ...fields,
    createdAt: wire.Timestamp,
    updatedAt: wire.Timestamp,
    version: wire.Version,
  },
  { additionalProperties: false },
)

export const ProfileList = listOf(ProfileResponse)

/** What a list can be narrowed and ordered by. Add a field only with an index in a migration. */
export const ProfileListQuery = createListQuery({
  createdAt: filter.ordered(wire.Timestamp, filter.toDate),
  handle: filter.ordered(wire.text(30)),
  userId: filter.reference(wire.Id),
  successorId: filter.orNull(filter.reference(wire.Id)),
})

export function toProfileResponse(profile: Profile): Static<typeof ProfileResponse> {
  return {
    id: profile.id,
    handle: profile.handle,
    bio: profile.bio,
    userId: profile.userId,
    successorId: profile.successorId,
    createdAt: profile.createdAt.toISOString(),
    updatedAt: profile.updatedAt.toISOString(),
    version: profile.version,
  }
}
