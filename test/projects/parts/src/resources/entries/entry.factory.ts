import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import { newId } from '../../shared/id.ts'
import { storeArticle } from '../articles/article.factory.ts'
import { createKyselyEntryRepository } from './entry.repository.kysely.ts'
import { createEntry, type Entry, type NewEntry } from './entry.ts'

// For tests: a test gives what it is about, and the rest is an example.

export function newEntryInput(values: Partial<NewEntry> = {}): NewEntry {
  return {
    line: 'First line',
    articleId: '0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52',
    beforeId: null,
    ...values,
  }
}

export function makeEntry(values: Partial<Entry> = {}): Entry {
  const now = new Date('2026-01-31T09:30:00.000Z')
  return { ...createEntry(newEntryInput(), newId(), now), ...values }
}

/** Puts an entry into the database, unless one of its id is there; before it, what it refers to. */
export async function storeEntry(
  db: Kysely<Database>,
  values: Partial<Entry> = {},
): Promise<Entry> {
  await storeArticle(db, { id: '0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52' })
  await storeArticle(db, { id: '0198c5d8-6c1f-7b04-8a51-7c2e9d5f0a63' })
  const entry = makeEntry(values)
  const entries = createKyselyEntryRepository(db)
  const stored = await entries.find(entry.id)
  if (stored) return stored
  await entries.insert(entry)
  return entry
}
