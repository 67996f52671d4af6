import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import { newId } from '../../shared/id.ts'
import { storeUser } from '../users/user.factory.ts'
import { createKyselyProfileRepository } from './profile.repository.kysely.ts'
import { createProfile, type NewProfile, type Profile } from './profile.ts'

// For tests: a test gives what it is about, and the rest is an example.

/** What has to be unique is another one each time. */
let made = 0

export function newProfileInput(values: Partial<NewProfile> = {}): NewProfile {
  made += 1
  return {
    handle: `value ${made}`,
    bio: 'First bio',
    userId: `0198c5d8-6c20-7000-8000-00000000000${made % 10}`,
    successorId: null,
    ...values,
  }
}

export function makeProfile(values: Partial<Profile> = {}): Profile {
  const now = new Date('2026-01-31T09:30:00.000Z')
  return { ...createProfile(newProfileInput(), newId(), now), ...values }
}

/** Puts a profile into the database, unless one of its id is there; before it, what it refers to. */
export async function storeProfile(
  db: Kysely<Database>,
  values: Partial<Profile> = {},
): Promise<Profile> {
  await storeUser(db, { id: '0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52' })
  await storeUser(db, { id: '0198c5d8-6c1f-7b04-8a51-7c2e9d5f0a63' })
  const profile = makeProfile({ userId: (await storeUser(db)).id, ...values })
  const profiles = createKyselyProfileRepository(db)
  const stored = await profiles.find(profile.id)
  if (stored) return stored
  await profiles.insert(profile)
  return profile
}
