import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import { eachOf, listsOf } from '../../database/each.ts'
import { toFolder } from '../folders/folder.repository.kysely.ts'
import { toNote } from './note.repository.kysely.ts'
import type { NoteFoldersTable } from './note-folders.table.ts'

/** Which notes have which folders: of several at once, and what is newest first. */
export function noteFoldersListsOn(database: Kysely<Database>, ownerId: string) {
  const db = database.withTables<{ note_folders: NoteFoldersTable }>()

  return {
    /** The folders of each of the notes. */
    async ofNote(ids: readonly string[], limit: number) {
      const rows = await db
        .selectFrom(eachOf(ids))
        .innerJoinLateral(
          (eb) =>
            eb
              .selectFrom('note_folders')
              .innerJoin('folders', 'folders.id', 'note_folders.folder_id')
              .selectAll('folders')
              .whereRef('note_folders.note_id', '=', 'each.id')
              .where('note_folders.owner_id', '=', ownerId)
              .orderBy('folders.created_at', 'desc')
              .orderBy('folders.id', 'desc')
              .limit(limit)
              .as('listed'),
          (join) => join.onTrue(),
        )
        .selectAll('listed')
        .select('each.id as listedOf')
        .orderBy('listed.created_at', 'desc')
        .orderBy('listed.id', 'desc')
        .execute()
      return listsOf(rows, toFolder)
    },

    /** The notes that have each of the folders. */
    async ofFolders(ids: readonly string[], limit: number) {
      const rows = await db
        .selectFrom(eachOf(ids))
        .innerJoinLateral(
          (eb) =>
            eb
              .selectFrom('note_folders')
              .innerJoin('notes', 'notes.id', 'note_folders.note_id')
              .selectAll('notes')
              .whereRef('note_folders.folder_id', '=', 'each.id')
              .where('note_folders.owner_id', '=', ownerId)
              .orderBy('notes.created_at', 'desc')
              .orderBy('notes.id', 'desc')
              .limit(limit)
              .as('listed'),
          (join) => join.onTrue(),
        )
        .selectAll('listed')
        .select('each.id as listedOf')
        .orderBy('listed.created_at', 'desc')
        .orderBy('listed.id', 'desc')
        .execute()
      return listsOf(rows, toNote)
    },
  }
}
