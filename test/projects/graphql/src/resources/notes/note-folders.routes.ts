import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import { principalOf } from '../../http/identity.ts'
import { createKyselyFolderRepository } from '../folders/folder.repository.kysely.ts'
import type { Resource } from '../resource.ts'
import { createKyselyNoteRepository } from './note.repository.kysely.ts'
import { noteFoldersController, notesByFoldersController } from './note-folders.controller.ts'
import { createKyselyNoteFoldersRepository } from './note-folders.repository.kysely.ts'
import { createNoteFoldersService } from './note-folders.service.ts'

/** The rules of these links on any connection. */
export function serviceOn(db: Kysely<Database>, ownerId: string) {
  return createNoteFoldersService({
    notes: createKyselyNoteRepository(db, ownerId),
    folders: createKyselyFolderRepository(db, ownerId),
    pairs: createKyselyNoteFoldersRepository(db, ownerId),
  })
}

export const noteFolders: Resource = {
  path: '/notes/:id/folders',
  plugin: ({ db, cursors }) =>
    noteFoldersController((request) => serviceOn(db, principalOf(request).id), cursors),
}

export const notesByFolders: Resource = {
  path: '/folders/:id/notes',
  plugin: ({ db, cursors }) =>
    notesByFoldersController((request) => serviceOn(db, principalOf(request).id), cursors),
}
