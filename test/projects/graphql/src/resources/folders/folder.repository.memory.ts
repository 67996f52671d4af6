import { insertInMemory } from '../../shared/insert-in-memory.ts'
import { listInMemory } from '../../shared/list-in-memory.ts'
import type { FolderRepository } from './folder.repository.ts'
import type { Folder } from './folder.ts'

/** For tests of the service. It keeps the same contract as the one on the database. */
export function createMemoryFolderRepository(
  ownerId: string,
  owners = new Map<string, Map<string, Folder>>(),
): FolderRepository {
  const stored = owners.get(ownerId) ?? new Map<string, Folder>()
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

    async insert(...folders) {
      insertInMemory(stored, folders)
    },

    async update(id, changes, now, expected) {
      const folder = stored.get(id)
      if (!folder || !isExpected(folder, expected)) return undefined
      const changed = { ...folder, ...changes, updatedAt: now, version: folder.version + 1 }
      stored.set(id, changed)
      return changed
    },

    async remove(id, expected) {
      const folder = stored.get(id)
      return folder !== undefined && isExpected(folder, expected) && stored.delete(id)
    },
  }
}

function isExpected(folder: Folder, expected: number | undefined): boolean {
  return expected === undefined || folder.version === expected
}
