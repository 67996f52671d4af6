import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import { principalOf } from '../../http/identity.ts'
import { createKyselyFolderRepository } from '../folders/folder.repository.kysely.ts'
import type { Resource } from '../resource.ts'
import { createKyselyNoteRepository } from './note.repository.kysely.ts'
import { notesByTagsController, noteTagsController } from './note-tags.controller.ts'
import { createKyselyNoteTagsRepository } from './note-tags.repository.kysely.ts'
import { createNoteTagsService } from './note-tags.service.ts'

/** The rules of these links on any connection. */
export function serviceOn(db: Kysely<Database>, ownerId: string) {
  return createNoteTagsService({
    notes: createKyselyNoteRepository(db, ownerId),
    folders: createKyselyFolderRepository(db, ownerId),
    pairs: createKyselyNoteTagsRepository(db, ownerId),
  })
}

export const noteTags: Resource = {
  path: '/notes/:id/tags',
  plugin: ({ db, cursors }) =>
    noteTagsController((request) => serviceOn(db, principalOf(request).id), cursors),
}

export const notesByTags: Resource = {
  path: '/folders/:id/notes',
  plugin: ({ db, cursors }) =>
    notesByTagsController((request) => serviceOn(db, principalOf(request).id), cursors),
}
