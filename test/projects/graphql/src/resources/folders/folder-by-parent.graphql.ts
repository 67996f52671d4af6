import type { Relation } from '../../graphql/relations.ts'
import { principalOf } from '../../http/identity.ts'
import { foldersByParentListsOn } from './folder-by-parent.lists.ts'

/** The folders below a folder, by GraphQL. */
export const foldersByParentGraphql: Relation = {
  admission: { access: 'authenticated', owned: true },
  lists: [
    {
      of: 'Folder',
      name: 'folders',
      type: 'Folder',
      description: 'The folders whose parent it is, newest first.',
      on: (db, caller) => foldersByParentListsOn(db, principalOf(caller).id),
    },
  ],
}
