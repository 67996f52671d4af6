import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import { pageOf } from '../../shared/pagination.ts'
import type { NoteRepository } from './note.repository.ts'
import type { NoteRow } from './note.table.ts'
import type { Note } from './note.ts'

export function createKyselyNoteRepository(db: Kysely<Database>): NoteRepository {
  return {
    async list({ limit, after }) {
      const newestFirst = db
        .selectFrom('notes')
        .selectAll()
        .orderBy('created_at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit + 1)
      const query = after
        ? newestFirst.where(({ eb, refTuple, tuple }) =>
            eb(refTuple('created_at', 'id'), '<', tuple(after.createdAt, after.id)),
          )
        : newestFirst
      const rows = await query.execute()
      return pageOf(rows.map(toNote), limit)
    },

    async find(id) {
      const row = await db.selectFrom('notes').selectAll().where('id', '=', id).executeTakeFirst()
      return row && toNote(row)
    },

    async insert(note) {
      await db.insertInto('notes').values(toRow(note)).execute()
    },

    async update(id, changes, now) {
      const row = await db
        .updateTable('notes')
        .set((eb) => ({
          text: changes.text,
          updated_at: now,
          version: eb('version', '+', 1),
        }))
        .where('id', '=', id)
        .returningAll()
        .executeTakeFirst()
      return row && toNote(row)
    },

    async remove(id) {
      const { numDeletedRows } = await db
        .deleteFrom('notes')
        .where('id', '=', id)
        .executeTakeFirst()
      return numDeletedRows > 0n
    },
  }
}

function toNote(row: NoteRow): Note {
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
