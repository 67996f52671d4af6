import { newestFirst, pageOf } from '../../shared/pagination.ts'
import type { NoteRepository } from './note.repository.ts'
import type { Note } from './note.ts'

/** For tests of the service. It keeps the same contract as the one on the database. */
export function createMemoryNoteRepository(): NoteRepository {
  const stored = new Map<string, Note>()

  return {
    async list({ limit, after }) {
      const sorted = [...stored.values()].sort(newestFirst)
      const rest = after ? sorted.filter((note) => newestFirst(note, after) > 0) : sorted
      return pageOf(rest, limit)
    },

    async find(id) {
      return stored.get(id)
    },

    async insert(note) {
      stored.set(note.id, note)
    },

    async update(id, changes, now) {
      const note = stored.get(id)
      if (!note) return undefined
      const changed = { ...note, ...changes, updatedAt: now, version: note.version + 1 }
      stored.set(id, changed)
      return changed
    },

    async remove(id) {
      return stored.delete(id)
    },
  }
}
