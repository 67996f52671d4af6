import { insertInMemory } from '../../shared/insert-in-memory.ts'
import { listInMemory } from '../../shared/list-in-memory.ts'
import { refuseTaken } from '../../shared/unique-in-memory.ts'
import type { ProfileRepository } from './profile.repository.ts'
import type { Profile } from './profile.ts'

/** For tests of the service. It keeps the same contract as the one on the database. */
export function createMemoryProfileRepository(): ProfileRepository {
  const stored = new Map<string, Profile>()

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

    async insert(...profiles) {
      insertInMemory(stored, profiles, ['handle', 'userId', 'successorId'])
    },

    async update(id, changes, now, expected) {
      const profile = stored.get(id)
      if (!profile || !isExpected(profile, expected)) return undefined
      const changed = { ...profile, ...changes, updatedAt: now, version: profile.version + 1 }
      refuseTaken(stored.values(), changed, ['handle', 'userId', 'successorId'])
      stored.set(id, changed)
      return changed
    },

    async remove(id, expected) {
      const profile = stored.get(id)
      return profile !== undefined && isExpected(profile, expected) && stored.delete(id)
    },
  }
}

function isExpected(profile: Profile, expected: number | undefined): boolean {
  return expected === undefined || profile.version === expected
}
