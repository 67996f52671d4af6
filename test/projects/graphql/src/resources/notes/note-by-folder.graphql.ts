import type { Relation } from '../../graphql/relations.ts'
import { principalOf } from '../../http/identity.ts'
import { notesByFolderListsOn } from './note-by-folder.lists.ts'

/** The notes below a folder, by GraphQL. */
export const notesByFolderGraphql: Relation = {
  admission: { access: 'authenticated', owned: true },
  lists: [
    {
      of: 'Folder',
      name: 'notesByFolder',
      type: 'Note',
      description: 'The notes whose folder it is, newest first.',
      on: (db, caller) => notesByFolderListsOn(db, principalOf(caller).id),
    },
  ],
}
