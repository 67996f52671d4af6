import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import { principalOf } from '../../http/identity.ts'
import type { Resource } from '../resource.ts'
import { folderIncluderOn } from './folder.includer.ts'
import { createKyselyFolderRepository } from './folder.repository.kysely.ts'
import { foldersByParentController } from './folder-by-parent.controller.ts'
import { createFoldersByParentService } from './folder-by-parent.service.ts'

function serviceOn(db: Kysely<Database>, ownerId: string) {
  return createFoldersByParentService({
    folders: createKyselyFolderRepository(db, ownerId),
    otherFolders: createKyselyFolderRepository(db, ownerId),
  })
}

export const foldersByParent: Resource = {
  path: '/folders/:id/folders',
  plugin: ({ db, cursors }) =>
    foldersByParentController(
      (request) => serviceOn(db, principalOf(request).id),
      cursors,
      (request) => folderIncluderOn(db, principalOf(request).id),
    ),
}
