import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import { listed } from '../../database/listing.ts'
import { pageOf } from '../../shared/pagination.ts'
import type { NoteFoldersRepository } from './note-folders.repository.ts'
import type { NoteFoldersTable } from './note-folders.table.ts'

export function createKyselyNoteFoldersRepository(
  database: Kysely<Database>,
  ownerId: string,
): NoteFoldersRepository {
  const db = database.withTables<{ note_folders: NoteFoldersTable }>()

  return {
    async listOfNote(id, request) {
      const linked = db
        .selectFrom('note_folders')
        .innerJoin('folders', 'folders.id', 'note_folders.folder_id')
        .select(['folders.id', 'folders.created_at as createdAt'])
        .where('note_folders.note_id', '=', id)
        .where('note_folders.owner_id', '=', ownerId)
      const rows = await listed(linked, listColumnsOf('folders'), request).execute()
      return pageOf(rows, request.limit, request.sort)
    },

    async listOfFolders(id, request) {
      const linked = db
        .selectFrom('note_folders')
        .innerJoin('notes', 'notes.id', 'note_folders.note_id')
        .select(['notes.id', 'notes.created_at as createdAt'])
        .where('note_folders.folder_id', '=', id)
        .where('note_folders.owner_id', '=', ownerId)
      const rows = await listed(linked, listColumnsOf('notes'), request).execute()
      return pageOf(rows, request.limit, request.sort)
    },

    async add(id, otherId) {
      await db
        .insertInto('note_folders')
        .values({ note_id: id, folder_id: otherId, owner_id: ownerId })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    },

    async remove(id, otherId) {
      const { numDeletedRows } = await db
        .deleteFrom('note_folders')
        .where('note_id', '=', id)
        .where('folder_id', '=', otherId)
        .where('owner_id', '=', ownerId)
        .executeTakeFirst()
      return numDeletedRows > 0n
    },
  }
}

/** The order is that of what is linked, not of the links. */
function listColumnsOf<Name extends string>(target: Name) {
  return {
    id: { column: `${target}.id` as const, nullable: false },
    createdAt: { column: `${target}.created_at` as const, nullable: false },
  }
}
