import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import { newId } from '../../shared/id.ts'
import { createKyselyNoteRepository } from './note.repository.kysely.ts'
import { createNote, type NewNote, type Note } from './note.ts'

// For tests: a test gives what it is about, and the rest is an example.

export function newNoteInput(values: Partial<NewNote> = {}): NewNote {
  return {
    text: 'First text',
    ...values,
  }
}

export function makeNote(values: Partial<Note> = {}): Note {
  const now = new Date('2026-01-31T09:30:00.000Z')
  return { ...createNote(newNoteInput(), newId(), now), ...values }
}

/** Puts a note into the database, unless one of its id is there; before it, what it refers to. */
export async function storeNote(db: Kysely<Database>, values: Partial<Note> = {}): Promise<Note> {
  const note = makeNote(values)
  const notes = createKyselyNoteRepository(db)
  const stored = await notes.find(note.id)
  if (stored) return stored
  await notes.insert(note)
  return note
}
