import { insertInMemory } from '../../shared/insert-in-memory.ts'
import { listInMemory } from '../../shared/list-in-memory.ts'
import type { SheetRepository } from './sheet.repository.ts'
import type { Sheet } from './sheet.ts'

/** For tests of the service. It keeps the same contract as the one on the database. */
export function createMemorySheetRepository(
  ownerId: string,
  owners = new Map<string, Map<string, Sheet>>(),
): SheetRepository {
  const stored = owners.get(ownerId) ?? new Map<string, Sheet>()
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

    async insert(...sheets) {
      insertInMemory(stored, sheets)
    },

    async update(id, changes, now, expected) {
      const sheet = stored.get(id)
      if (!sheet || !isExpected(sheet, expected)) return undefined
      const changed = { ...sheet, ...changes, updatedAt: now, version: sheet.version + 1 }
      stored.set(id, changed)
      return changed
    },

    async remove(id, expected) {
      const sheet = stored.get(id)
      return sheet !== undefined && isExpected(sheet, expected) && stored.delete(id)
    },
  }
}

function isExpected(sheet: Sheet, expected: number | undefined): boolean {
  return expected === undefined || sheet.version === expected
}
