import type { Kysely } from 'kysely'
import { someone } from '../../../test/support/identity.ts'
import type { Database } from '../../database/database.ts'
import { newId } from '../../shared/id.ts'
import { createKyselyFolderRepository } from './folder.repository.kysely.ts'
import { createFolder, type Folder, type NewFolder } from './folder.ts'

// For tests: a test gives what it is about, and the rest is an example.

export function newFolderInput(values: Partial<NewFolder> = {}): NewFolder {
  return {
    name: 'First name',
    parentId: null,
    ...values,
  }
}

export function makeFolder(values: Partial<Folder> = {}): Folder {
  const now = new Date('2026-01-31T09:30:00.000Z')
  return { ...createFolder(newFolderInput(), newId(), now), ...values }
}

/** Puts a folder into the database, unless one of its id is there; before it, what it refers to. */
export async function storeFolder(
  db: Kysely<Database>,
  values: Partial<Folder> = {},
  ownerId = someone.id,
): Promise<Folder> {
  const folder = makeFolder(values)
  const folders = createKyselyFolderRepository(db, ownerId)
  const stored = await folders.find(folder.id)
  if (stored) return stored
  await folders.insert(folder)
  return folder
}
