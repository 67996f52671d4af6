import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import { createKyselyFolderRepository } from '../folders/folder.repository.kysely.ts'
import { createSheetIncluder } from './sheet.included.ts'
import { createKyselySheetRepository } from './sheet.repository.kysely.ts'

/** What sheets refer to, read from the database. */
export function sheetIncluderOn(db: Kysely<Database>, ownerId: string) {
  return createSheetIncluder({
    folders: createKyselyFolderRepository(db, ownerId),
    sheets: createKyselySheetRepository(db, ownerId),
  })
}
