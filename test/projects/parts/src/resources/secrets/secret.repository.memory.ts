import { insertInMemory } from '../../shared/insert-in-memory.ts'
import { listInMemory } from '../../shared/list-in-memory.ts'
import type { SecretItemRepository } from './secret.repository.ts'
import type { SecretItem } from './secret.ts'

/** For tests of the service. It keeps the same contract as the one on the database. */
export function createMemorySecretItemRepository(
  ownerId: string,
  owners = new Map<string, Map<string, SecretItem>>(),
): SecretItemRepository {
  const stored = owners.get(ownerId) ?? new Map<string, SecretItem>()
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

    async insert(...secretItems) {
      insertInMemory(stored, secretItems)
    },

    async update(id, changes, now, expected) {
      const secretItem = stored.get(id)
      if (!secretItem || !isExpected(secretItem, expected)) return undefined
      const changed = { ...secretItem, ...changes, updatedAt: now, version: secretItem.version + 1 }
      stored.set(id, changed)
      return changed
    },

    async remove(id, expected) {
      const secretItem = stored.get(id)
      return secretItem !== undefined && isExpected(secretItem, expected) && stored.delete(id)
    },
  }
}

function isExpected(secretItem: SecretItem, expected: number | undefined): boolean {
  return expected === undefined || secretItem.version === expected
}
