import { insertInMemory } from '../../shared/insert-in-memory.ts'
import { listInMemory } from '../../shared/list-in-memory.ts'
import type { NoteRepository } from './note.repository.ts'
import type { Note } from './note.ts'

/** For tests of the service. It keeps the same contract as the one on the database. */
export function createMemoryNoteRepository(
  ownerId: string,
  owners = new Map<string, Map<string, Note>>(),
): NoteRepository {
  const stored = owners.get(ownerId) ?? new Map<string, Note>()
  owners.set(ownerId, stored)

  return {
    async list(request) {
      return listInMemory(stored.values(), request)
    },

    async find(id) {
      return stored.get(id)
    },

    async findMany(ids) {
      return [...stored.values()].filter(({ id }) => ids.includes(id))
    },

    async insert(...notes) {
      insertInMemory(stored, notes)
    },

    async update(id, changes, now, expected) {
      const note = stored.get(id)
      if (!note || !isExpected(note, expected)) return undefined
      const changed = { ...note, ...changes, updatedAt: now, version: note.version + 1 }
      stored.set(id, changed)
      return changed
    },

    async remove(id, expected) {
      const note = stored.get(id)
      return note !== undefined && isExpected(note, expected) && stored.delete(id)
    },
  }
}

function isExpected(note: Note, expected: number | undefined): boolean {
  return expected === undefined || note.version === expected
}
