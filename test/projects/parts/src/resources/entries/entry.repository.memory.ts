import { insertInMemory } from '../../shared/insert-in-memory.ts'
import { listInMemory } from '../../shared/list-in-memory.ts'
import type { EntryRepository } from './entry.repository.ts'
import type { Entry } from './entry.ts'

/** For tests of the service. It keeps the same contract as the one on the database. */
export function createMemoryEntryRepository(): EntryRepository {
  const stored = new Map<string, Entry>()

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

    async insert(...entries) {
      insertInMemory(stored, entries)
    },

    async update(id, changes, now, expected) {
      const entry = stored.get(id)
      if (!entry || !isExpected(entry, expected)) return undefined
      const changed = { ...entry, ...changes, updatedAt: now, version: entry.version + 1 }
      stored.set(id, changed)
      return changed
    },

    async remove(id, expected) {
      const entry = stored.get(id)
      return entry !== undefined && isExpected(entry, expected) && stored.delete(id)
    },
  }
}

function isExpected(entry: Entry, expected: number | undefined): boolean {
  return expected === undefined || entry.version === expected
}
