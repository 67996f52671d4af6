import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import { principalOf } from '../../http/identity.ts'
import { createKyselyFolderRepository } from '../folders/folder.repository.kysely.ts'
import type { Resource } from '../resource.ts'
import { sheetIncluderOn } from './sheet.includer.ts'
import { createKyselySheetRepository } from './sheet.repository.kysely.ts'
import { sheetsByFolderController } from './sheet-by-folder.controller.ts'
import { createSheetsByFolderService } from './sheet-by-folder.service.ts'

function serviceOn(db: Kysely<Database>, ownerId: string) {
  return createSheetsByFolderService({
    sheets: createKyselySheetRepository(db, ownerId),
    folders: createKyselyFolderRepository(db, ownerId),
  })
}

export const sheetsByFolder: Resource = {
  path: '/folders/:id/sheets',
  plugin: ({ db, cursors }) =>
    sheetsByFolderController(
      (request) => serviceOn(db, principalOf(request).id),
      cursors,
      (request) => sheetIncluderOn(db, principalOf(request).id),
    ),
}
