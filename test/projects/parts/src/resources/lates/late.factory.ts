import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import { newId } from '../../shared/id.ts'
import { createKyselyLateItemRepository } from './late.repository.kysely.ts'
import { createLateItem, type LateItem, type NewLateItem } from './late.ts'

// For tests: a test gives what it is about, and the rest is an example.

export function newLateItemInput(values: Partial<NewLateItem> = {}): NewLateItem {
  return {
    name: 'First name',
    ...values,
  }
}

export function makeLateItem(values: Partial<LateItem> = {}): LateItem {
  const now = new Date('2026-01-31T09:30:00.000Z')
  return { ...createLateItem(newLateItemInput(), newId(), now), ...values }
}

/** Puts a late into the database, unless one of its id is there; before it, what it refers to. */
export async function storeLateItem(
  db: Kysely<Database>,
  values: Partial<LateItem> = {},
): Promise<LateItem> {
  const lateItem = makeLateItem(values)
  const lateItems = createKyselyLateItemRepository(db)
  const stored = await lateItems.find(lateItem.id)
  if (stored) return stored
  await lateItems.insert(lateItem)
  return lateItem
}
