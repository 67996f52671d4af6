import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import { principalOf } from '../../http/identity.ts'
import type { Resource } from '../resource.ts'
import { sheetIncluderOn } from './sheet.includer.ts'
import { createKyselySheetRepository } from './sheet.repository.kysely.ts'
import { sheetsByParentController } from './sheet-by-parent.controller.ts'
import { createSheetsByParentService } from './sheet-by-parent.service.ts'

function serviceOn(db: Kysely<Database>, ownerId: string) {
  return createSheetsByParentService({
    sheets: createKyselySheetRepository(db, ownerId),
    otherSheets: createKyselySheetRepository(db, ownerId),
  })
}

export const sheetsByParent: Resource = {
  path: '/sheets/:id/sheets',
  plugin: ({ db, cursors }) =>
    sheetsByParentController(
      (request) => serviceOn(db, principalOf(request).id),
      cursors,
      (request) => sheetIncluderOn(db, principalOf(request).id),
    ),
}
