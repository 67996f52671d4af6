import type { Kysely } from 'kysely'
import { someone } from '../../../test/support/identity.ts'
import type { Database } from '../../database/database.ts'
import { newId } from '../../shared/id.ts'
import { storeFolder } from '../folders/folder.factory.ts'
import { storeTopic } from '../topics/topic.factory.ts'
import { createKyselyNoteRepository } from './note.repository.kysely.ts'
import { createNote, type NewNote, type Note } from './note.ts'

// For tests: a test gives what it is about, and the rest is an example.

export function newNoteInput(values: Partial<NewNote> = {}): NewNote {
  return {
    title: 'First title',
    folderId: '0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52',
    topicId: '0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52',
    ...values,
  }
}

export function makeNote(values: Partial<Note> = {}): Note {
  const now = new Date('2026-01-31T09:30:00.000Z')
  return { ...createNote(newNoteInput(), newId(), now), ...values }
}

/** Puts a note into the database, unless one of its id is there; before it, what it refers to. */
export async function storeNote(
  db: Kysely<Database>,
  values: Partial<Note> = {},
  ownerId = someone.id,
): Promise<Note> {
  await storeFolder(db, { id: '0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52' })
  await storeFolder(db, { id: '0198c5d8-6c1f-7b04-8a51-7c2e9d5f0a63' })
  await storeTopic(db, { id: '0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52' })
  await storeTopic(db, { id: '0198c5d8-6c1f-7b04-8a51-7c2e9d5f0a63' })
  const note = makeNote({ folderId: (await storeFolder(db, {}, ownerId)).id, ...values })
  const notes = createKyselyNoteRepository(db, ownerId)
  const stored = await notes.find(note.id)
  if (stored) return stored
  await notes.insert(note)
  return note
}
