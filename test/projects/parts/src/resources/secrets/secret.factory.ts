import type { Kysely } from 'kysely'
import { someone } from '../../../test/support/identity.ts'
import type { Database } from '../../database/database.ts'
import { newId } from '../../shared/id.ts'
import { storeUser } from '../users/user.factory.ts'
import { createKyselySecretItemRepository } from './secret.repository.kysely.ts'
import { createSecretItem, type NewSecretItem, type SecretItem } from './secret.ts'

// For tests: a test gives what it is about, and the rest is an example.

export function newSecretItemInput(values: Partial<NewSecretItem> = {}): NewSecretItem {
  return {
    code: 'First code',
    holderId: '0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52',
    ...values,
  }
}

export function makeSecretItem(values: Partial<SecretItem> = {}): SecretItem {
  const now = new Date('2026-01-31T09:30:00.000Z')
  return { ...createSecretItem(newSecretItemInput(), newId(), now), ...values }
}

/** Puts a secret into the database, unless one of its id is there; before it, what it refers to. */
export async function storeSecretItem(
  db: Kysely<Database>,
  values: Partial<SecretItem> = {},
  ownerId = someone.id,
): Promise<SecretItem> {
  await storeUser(db, { id: '0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52' })
  await storeUser(db, { id: '0198c5d8-6c1f-7b04-8a51-7c2e9d5f0a63' })
  const secretItem = makeSecretItem(values)
  const secretItems = createKyselySecretItemRepository(db, ownerId)
  const stored = await secretItems.find(secretItem.id)
  if (stored) return stored
  await secretItems.insert(secretItem)
  return secretItem
}
