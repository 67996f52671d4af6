import type { Kysely } from 'kysely'
import { someone } from '../../../test/support/identity.ts'
import type { Database } from '../../database/database.ts'
import { newId } from '../../shared/id.ts'
import { createKyselyUserRepository } from './user.repository.kysely.ts'
import { createUser, type NewUser, type User } from './user.ts'

// For tests: a test gives what it is about, and the rest is an example.

export function newUserInput(values: Partial<NewUser> = {}): NewUser {
  return {
    name: 'First name',
    state: 'First stat',
    salary: 1,
    ...values,
  }
}

export function makeUser(values: Partial<User> = {}): User {
  const now = new Date('2026-01-31T09:30:00.000Z')
  return { ...createUser(newUserInput(), newId(), now), ...values }
}

/** Puts a user into the database, unless one of its id is there; before it, what it refers to. */
export async function storeUser(
  db: Kysely<Database>,
  values: Partial<User> = {},
  ownerId = someone.id,
): Promise<User> {
  const user = makeUser(values)
  const users = createKyselyUserRepository(db, ownerId)
  const stored = await users.find(user.id)
  if (stored) return stored
  await users.insert(user)
  return user
}
