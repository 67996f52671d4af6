import { Type } from 'typebox'
import { createIncluder, includeParameter, includingQuery, inclusion } from '../../http/include.ts'
import { listOf } from '../../http/list-query.ts'
import * as wire from '../../http/wire.ts'
import type { UserRepository } from '../users/user.repository.ts'
import { toUserResponse, UserResponse } from '../users/user.schemas.ts'
import type { ProfileRepository } from './profile.repository.ts'
import { ProfileListQuery, ProfileResponse, toProfileResponse } from './profile.schemas.ts'
import type { Profile } from './profile.ts'

/** What can be shown within a profile: null where there is none. What it refers to in turn is not. */
const included = {
  user: Type.Optional(wire.nullable(UserResponse)),
  successor: Type.Optional(wire.nullable(ProfileResponse)),
}

const names = Object.keys(included)

export const ProfileInclude = Type.Object(
  { include: includeParameter(names) },
  { additionalProperties: false },
)

export const ProfileIncludingQuery = includingQuery(ProfileListQuery, names)

export const ProfileIncluding = Type.Object(
  { ...ProfileResponse.properties, ...included },
  { additionalProperties: false },
)

export const ProfileIncludingList = listOf(ProfileIncluding)

export interface ProfileIncluderDependencies {
  readonly profiles: Pick<ProfileRepository, 'findMany'>
  readonly users: Pick<UserRepository, 'findMany'>
}

export type ProfileIncluder = ReturnType<typeof createProfileIncluder>

/** The one place where what profiles refer to is read, to be shown with them. */
export function createProfileIncluder(from: ProfileIncluderDependencies) {
  return createIncluder(toProfileResponse, {
    user: inclusion((of: Profile) => of.userId, from.users, toUserResponse),
    successor: inclusion((of: Profile) => of.successorId, from.profiles, toProfileResponse),
  })
}
