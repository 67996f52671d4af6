import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import { principalOf } from '../../http/identity.ts'
import { createKyselyFolderRepository } from '../folders/folder.repository.kysely.ts'
import type { Resource } from '../resource.ts'
import { noteIncluderOn } from './note.includer.ts'
import { createKyselyNoteRepository } from './note.repository.kysely.ts'
import { notesByFolderController } from './note-by-folder.controller.ts'
import { createNotesByFolderService } from './note-by-folder.service.ts'

function serviceOn(db: Kysely<Database>, ownerId: string) {
  return createNotesByFolderService({
    notes: createKyselyNoteRepository(db, ownerId),
    folders: createKyselyFolderRepository(db, ownerId),
  })
}

export const notesByFolder: Resource = {
  path: '/folders/:id/notes-by-folder',
  plugin: ({ db, cursors }) =>
    notesByFolderController(
      (request) => serviceOn(db, principalOf(request).id),
      cursors,
      (request) => noteIncluderOn(db, principalOf(request).id),
    ),
}
