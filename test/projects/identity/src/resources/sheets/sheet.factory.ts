import type { Kysely } from 'kysely'
import { someone } from '../../../test/support/identity.ts'
import type { Database } from '../../database/database.ts'
import { newId } from '../../shared/id.ts'
import { storeFolder } from '../folders/folder.factory.ts'
import { createKyselySheetRepository } from './sheet.repository.kysely.ts'
import { createSheet, type NewSheet, type Sheet } from './sheet.ts'

// For tests: a test gives what it is about, and the rest is an example.

export function newSheetInput(values: Partial<NewSheet> = {}): NewSheet {
  return {
    title: 'First title',
    score: 1,
    folderId: '0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52',
    parentId: null,
    ...values,
  }
}

export function makeSheet(values: Partial<Sheet> = {}): Sheet {
  const now = new Date('2026-01-31T09:30:00.000Z')
  return { ...createSheet(newSheetInput(), newId(), now), ...values }
}

/** Puts a sheet into the database, unless one of its id is there; before it, what it refers to. */
export async function storeSheet(
  db: Kysely<Database>,
  values: Partial<Sheet> = {},
  ownerId = someone.id,
): Promise<Sheet> {
  await storeFolder(db, { id: '0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52' })
  await storeFolder(db, { id: '0198c5d8-6c1f-7b04-8a51-7c2e9d5f0a63' })
  const sheet = makeSheet({ folderId: (await storeFolder(db, {}, ownerId)).id, ...values })
  const sheets = createKyselySheetRepository(db, ownerId)
  const stored = await sheets.find(sheet.id)
  if (stored) return stored
  await sheets.insert(sheet)
  return sheet
}
