import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import { createFolderIncluder } from './folder.included.ts'
import { createKyselyFolderRepository } from './folder.repository.kysely.ts'

/** What folders refer to, read from the database. */
export function folderIncluderOn(db: Kysely<Database>, ownerId: string) {
  return createFolderIncluder({
    folders: createKyselyFolderRepository(db, ownerId),
  })
}
