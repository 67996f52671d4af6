import type { Relation } from '../../graphql/relations.ts'
import { principalOf } from '../../http/identity.ts'
import { noteFoldersListsOn } from './note-folders.lists.ts'
import { serviceOn } from './note-folders.routes.ts'

/** Which notes have which folders, by GraphQL. */
export const noteFoldersGraphql: Relation = {
  admission: { access: 'authenticated', owned: true },
  lists: [
    {
      of: 'Note',
      name: 'folders',
      type: 'Folder',
      description: 'The folders of a note, newest first.',
      on: (db, caller) => noteFoldersListsOn(db, principalOf(caller).id).ofNote,
    },
    {
      of: 'Folder',
      name: 'notes',
      type: 'Note',
      description: 'The notes that have it among their folders, newest first.',
      on: (db, caller) => noteFoldersListsOn(db, principalOf(caller).id).ofFolders,
    },
  ],
  pair: {
    name: 'NoteFolders',
    of: 'Note',
    other: 'folderId',
    human: 'the folders of a note',
    on: (db, caller) => serviceOn(db, principalOf(caller).id),
  },
}
