import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import { newId } from '../../shared/id.ts'
import { storeLateItem } from '../lates/late.factory.ts'
import { createKyselyEarlyItemRepository } from './early.repository.kysely.ts'
import { createEarlyItem, type EarlyItem, type NewEarlyItem } from './early.ts'

// For tests: a test gives what it is about, and the rest is an example.

export function newEarlyItemInput(values: Partial<NewEarlyItem> = {}): NewEarlyItem {
  return {
    lateId: '0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52',
    ...values,
  }
}

export function makeEarlyItem(values: Partial<EarlyItem> = {}): EarlyItem {
  const now = new Date('2026-01-31T09:30:00.000Z')
  return { ...createEarlyItem(newEarlyItemInput(), newId(), now), ...values }
}

/** Puts an early into the database, unless one of its id is there; before it, what it refers to. */
export async function storeEarlyItem(
  db: Kysely<Database>,
  values: Partial<EarlyItem> = {},
): Promise<EarlyItem> {
  await storeLateItem(db, { id: '0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52' })
  await storeLateItem(db, { id: '0198c5d8-6c1f-7b04-8a51-7c2e9d5f0a63' })
  const earlyItem = makeEarlyItem(values)
  const earlyItems = createKyselyEarlyItemRepository(db)
  const stored = await earlyItems.find(earlyItem.id)
  if (stored) return stored
  await earlyItems.insert(earlyItem)
  return earlyItem
}
