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
}

const selectOne = prepared((db, { id }: { id: string }) =>
  db.selectFrom('notes').selectAll().where('id', '=', id),
)

const selectPage = preparedList((db) => db.selectFrom('notes').selectAll(), listColumns)

export function createKyselyNoteRepository(db: Kysely<Database>): NoteRepository {
  return {
    async list(request) {
      const rows = await selectPage(db, request, {})
      return pageOf(rows.map(toNote), request.limit, request.sort)
    },

    async find(id) {
      const [row] = await selectOne(db, { id })
      return row && toNote(row)
    },

    async findMany(ids) {
      if (ids.length === 0) return []
      const rows = await db.selectFrom('notes').selectAll().where('id', 'in', ids).execute()
      return rows.map(toNote)
    },

    async insert(...notes) {
      if (notes.length === 0) return
      const rows = notes.map((note) => toRow(note))
      await db.insertInto('notes').values(rows).execute()
    },

    async update(id, changes, now, expected) {
      const row = await db
        .updateTable('notes')
        .set((eb) => ({
          text: changes.text,
          updated_at: now,
          version: eb('version', '+', 1),
        }))
        .where(({ and }) => and(theOne(id, expected)))
        .returningAll()
        .executeTakeFirst()
      return row && toNote(row)
    },

    async remove(id, expected) {
      const { numDeletedRows } = await db
        .deleteFrom('notes')
        .where(({ and }) => and(theOne(id, expected)))
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
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    version: row.version,
  }
}

function toRow(note: Note): NoteRow {
  return {
    id: note.id,
    text: note.text,
    created_at: note.createdAt,
    updated_at: note.updatedAt,
    version: note.version,
  }
}
