import type { Clock } from '../../shared/clock.ts'
import type { NewId } from '../../shared/id.ts'
import type { Page, PageRequest } from '../../shared/pagination.ts'
import { NoteChangedError, NoteNotFoundError } from './note.errors.ts'
import type { NoteRepository } from './note.repository.ts'
import { createNote, type NewNote, type Note, type NoteChanges } from './note.ts'

export interface NoteServiceDependencies {
  readonly notes: NoteRepository
  readonly clock: Clock
  readonly newId: NewId
}

export type NoteService = ReturnType<typeof createNoteService>

/** The use cases. A rule about notes belongs here, whichever way the request came in. */
export function createNoteService({ notes, clock, newId }: NoteServiceDependencies) {
  return {
    async list(request: PageRequest): Promise<Page<Note>> {
      return notes.list(request)
    },

    async get(id: string): Promise<Note> {
      const note = await notes.find(id)
      if (!note) throw new NoteNotFoundError(id)
      return note
    },

    async create(input: NewNote): Promise<Note> {
      const note = createNote(input, newId(), clock.now())
      await notes.insert(note)
      return note
    },

    async createMany(inputs: readonly NewNote[]): Promise<readonly Note[]> {
      const now = clock.now()
      const created = inputs.map((input) => createNote(input, newId(), now))
      await notes.insert(...created)
      return created
    },

    async update(id: string, changes: NoteChanges, expected?: number): Promise<Note> {
      const note = await notes.update(id, changes, clock.now(), expected)
      if (!note) throw await obstacle(notes, id)
      return note
    },

    async remove(id: string, expected?: number): Promise<void> {
      const removed = await notes.remove(id, expected)
      if (!removed) throw await obstacle(notes, id)
    },
  }
}

/** Why there was nothing to change: no note, or not in the version that was expected. */
async function obstacle(notes: NoteRepository, id: string): Promise<Error> {
  const note = await notes.find(id)
  return note ? new NoteChangedError(id) : new NoteNotFoundError(id)
}
