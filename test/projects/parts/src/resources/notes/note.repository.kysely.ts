import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import type { ListColumns } from '../../database/listing.ts'
import { prepared, preparedList } from '../../database/prepared.ts'
import { pageOf } from '../../shared/pagination.ts'
import type { NoteRepository } from './note.repository.ts'
import type { NoteRow } from './note.table.ts'
import type { Note } from './note.ts'

/** Every one of them has an index; the names of columns come from here alone. */
const listColumns: ListColumns<Database, 'notes'> = {
  id: { column: 'id', nullable: false },
  createdAt: { column: 'created_at', nullable: false },
  secretId: { column: 'secret_id', nullable: false },
}

const selectOne = prepared((db, { id, ownerId }: { id: string; ownerId: string }) =>
  db.selectFrom('notes').selectAll().where('id', '=', id).where('owner_id', '=', ownerId),
)

const selectPage = preparedList(
  (db, { ownerId }: { ownerId: string }) =>
    db.selectFrom('notes').selectAll().where('owner_id', '=', ownerId),
  listColumns,
)

export function createKyselyNoteRepository(db: Kysely<Database>, ownerId: string): NoteRepository {
  return {
    async list(request) {
      const rows = await selectPage(db, request, { ownerId })
      return pageOf(rows.map(toNote), request.limit, request.sort)
    },

    async find(id) {
      const [row] = await selectOne(db, { id, ownerId })
      return row && toNote(row)
    },

    async findMany(ids) {
      if (ids.length === 0) return []
      const rows = await db
        .selectFrom('notes')
        .selectAll()
        .where('id', 'in', ids)
        .where('owner_id', '=', ownerId)
        .execute()
      return rows.map(toNote)
    },

    async insert(...notes) {
      if (notes.length === 0) return
      const rows = notes.map((note) => toRow(note, ownerId))
      await db.insertInto('notes').values(rows).execute()
    },

    async update(id, changes, now, expected) {
      const row = await db
        .updateTable('notes')
        .set((eb) => ({
          text: changes.text,
          secret_id: changes.secretId,
          updated_at: now,
          version: eb('version', '+', 1),
        }))
        .where(({ and }) => and(theOne(id, expected)))
        .where('owner_id', '=', ownerId)
        .returningAll()
        .executeTakeFirst()
      return row && toNote(row)
    },

    async remove(id, expected) {
      const { numDeletedRows } = await db
        .deleteFrom('notes')
        .where(({ and }) => and(theOne(id, expected)))
        .where('owner_id', '=', ownerId)
        .executeTakeFirst()
      return numDeletedRows > 0n
    },
  }
}

/** The version is compared in the statement that changes it: what was read before may be old by now. */
function theOne(id: string, expected: number | undefined) {
  return expected === undefined ? { id } : { id, version: expected }
}

export function toNote(row: NoteRow): Note {
  return {
    id: row.id,
    text: row.text,
    secretId: row.secret_id,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    version: row.version,
  }
}

function toRow(note: Note, ownerId: string): NoteRow {
  return {
    id: note.id,
    owner_id: ownerId,
    text: note.text,
    secret_id: note.secretId,
    created_at: note.createdAt,
    updated_at: note.updatedAt,
    version: note.version,
  }
}
