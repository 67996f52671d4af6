import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import { listed } from '../../database/listing.ts'
import { pageOf } from '../../shared/pagination.ts'
import type { NoteTagsRepository } from './note-tags.repository.ts'
import type { NoteTagsTable } from './note-tags.table.ts'

export function createKyselyNoteTagsRepository(
  database: Kysely<Database>,
  ownerId: string,
): NoteTagsRepository {
  const db = database.withTables<{ note_tags: NoteTagsTable }>()

  return {
    async listOfNote(id, request) {
      const linked = db
        .selectFrom('note_tags')
        .innerJoin('folders', 'folders.id', 'note_tags.folder_id')
        .select(['folders.id', 'folders.created_at as createdAt'])
        .where('note_tags.note_id', '=', id)
        .where('note_tags.owner_id', '=', ownerId)
      const rows = await listed(linked, listColumnsOf('folders'), request).execute()
      return pageOf(rows, request.limit, request.sort)
    },

    async listOfTags(id, request) {
      const linked = db
        .selectFrom('note_tags')
        .innerJoin('notes', 'notes.id', 'note_tags.note_id')
        .select(['notes.id', 'notes.created_at as createdAt'])
        .where('note_tags.folder_id', '=', id)
        .where('note_tags.owner_id', '=', ownerId)
      const rows = await listed(linked, listColumnsOf('notes'), request).execute()
      return pageOf(rows, request.limit, request.sort)
    },

    async add(id, otherId) {
      await db
        .insertInto('note_tags')
        .values({ note_id: id, folder_id: otherId, owner_id: ownerId })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    },

    async remove(id, otherId) {
      const { numDeletedRows } = await db
        .deleteFrom('note_tags')
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
