import { insertInMemory } from '../../shared/insert-in-memory.ts'
import { listInMemory } from '../../shared/list-in-memory.ts'
import type { AccountRepository } from './account.repository.ts'
import type { Account } from './account.ts'

/** For tests of the service. It keeps the same contract as the one on the database. */
export function createMemoryAccountRepository(): AccountRepository {
  const stored = new Map<string, Account>()

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

    async insert(...accounts) {
      insertInMemory(stored, accounts)
    },

    async update(id, changes, now, expected) {
      const account = stored.get(id)
      if (!account || !isExpected(account, expected)) return undefined
      const changed = { ...account, ...changes, updatedAt: now, version: account.version + 1 }
      stored.set(id, changed)
      return changed
    },

    async remove(id, expected) {
      const account = stored.get(id)
      return account !== undefined && isExpected(account, expected) && stored.delete(id)
    },
  }
}

function isExpected(account: Account, expected: number | undefined): boolean {
  return expected === undefined || account.version === expected
}
