import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import { principalOf } from '../../http/identity.ts'
import { createKyselyFolderRepository } from '../folders/folder.repository.kysely.ts'
import type { Resource } from '../resource.ts'
import { noteIncluderOn } from './note.includer.ts'
import { createKyselyNoteRepository } from './note.repository.kysely.ts'
import { notesByPinController } from './note-by-pin.controller.ts'
import { createNotesByPinService } from './note-by-pin.service.ts'

function serviceOn(db: Kysely<Database>, ownerId: string) {
  return createNotesByPinService({
    notes: createKyselyNoteRepository(db, ownerId),
    folders: createKyselyFolderRepository(db, ownerId),
  })
}

export const notesByPin: Resource = {
  path: '/folders/:id/notes-by-pin',
  plugin: ({ db, cursors }) =>
    notesByPinController(
      (request) => serviceOn(db, principalOf(request).id),
      cursors,
      (request) => noteIncluderOn(db, principalOf(request).id),
    ),
}
