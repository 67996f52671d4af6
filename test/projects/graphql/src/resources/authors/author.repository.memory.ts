import { insertInMemory } from '../../shared/insert-in-memory.ts'
import { listInMemory } from '../../shared/list-in-memory.ts'
import type { AuthorRepository } from './author.repository.ts'
import type { Author } from './author.ts'

/** For tests of the service. It keeps the same contract as the one on the database. */
export function createMemoryAuthorRepository(): AuthorRepository {
  const stored = new Map<string, Author>()

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

    async insert(...authors) {
      insertInMemory(stored, authors)
    },

    async update(id, changes, now, expected) {
      const author = stored.get(id)
      if (!author || !isExpected(author, expected)) return undefined
      const changed = { ...author, ...changes, updatedAt: now, version: author.version + 1 }
      stored.set(id, changed)
      return changed
    },

    async remove(id, expected) {
      const author = stored.get(id)
      return author !== undefined && isExpected(author, expected) && stored.delete(id)
    },
  }
}

function isExpected(author: Author, expected: number | undefined): boolean {
  return expected === undefined || author.version === expected
}
