import type { Clock } from '../../shared/clock.ts'
import type { NewId } from '../../shared/id.ts'
import type { Page, PageRequest } from '../../shared/pagination.ts'
import { AuthorChangedError, AuthorNotFoundError } from './author.errors.ts'
import type { AuthorRepository } from './author.repository.ts'
import { type Author, type AuthorChanges, createAuthor, type NewAuthor } from './author.ts'

export interface AuthorServiceDependencies {
  readonly authors: AuthorRepository
  readonly clock: Clock
  readonly newId: NewId
}

export type AuthorService = ReturnType<typeof createAuthorService>

/** The use cases. A rule about authors belongs here, whichever way the request came in. */
export function createAuthorService({ authors, clock, newId }: AuthorServiceDependencies) {
  return {
    async list(request: PageRequest): Promise<Page<Author>> {
      return authors.list(request)
    },

    async get(id: string): Promise<Author> {
      const author = await authors.find(id)
      if (!author) throw new AuthorNotFoundError(id)
      return author
    },

    async create(input: NewAuthor): Promise<Author> {
      const author = createAuthor(input, newId(), clock.now())
      await authors.insert(author)
      return author
    },

    async createMany(inputs: readonly NewAuthor[]): Promise<readonly Author[]> {
      const now = clock.now()
      const created = inputs.map((input) => createAuthor(input, newId(), now))
      await authors.insert(...created)
      return created
    },

    async update(id: string, changes: AuthorChanges, expected?: number): Promise<Author> {
      const author = await authors.update(id, changes, clock.now(), expected)
      if (!author) throw await obstacle(authors, id)
      return author
    },

    async remove(id: string, expected?: number): Promise<void> {
      const removed = await authors.remove(id, expected)
      if (!removed) throw await obstacle(authors, id)
    },
  }
}

/** Why there was nothing to change: no author, or not in the version that was expected. */
async function obstacle(authors: AuthorRepository, id: string): Promise<Error> {
  const author = await authors.find(id)
  return author ? new AuthorChangedError(id) : new AuthorNotFoundError(id)
}
