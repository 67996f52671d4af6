import { newId } from '../../shared/id.ts'
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
