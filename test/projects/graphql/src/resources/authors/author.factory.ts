import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import { newId } from '../../shared/id.ts'
import { createKyselyAuthorRepository } from './author.repository.kysely.ts'
import { type Author, createAuthor, type NewAuthor } from './author.ts'

// For tests: a test gives what it is about, and the rest is an example.

export function newAuthorInput(values: Partial<NewAuthor> = {}): NewAuthor {
  return {
    name: 'First name',
    email: 'first@example.com',
    site: 'https://example.com/first',
    ...values,
  }
}

export function makeAuthor(values: Partial<Author> = {}): Author {
  const now = new Date('2026-01-31T09:30:00.000Z')
  return { ...createAuthor(newAuthorInput(), newId(), now), ...values }
}

/** Puts an author into the database, unless one of its id is there; before it, what it refers to. */
export async function storeAuthor(
  db: Kysely<Database>,
  values: Partial<Author> = {},
): Promise<Author> {
  const author = makeAuthor(values)
  const authors = createKyselyAuthorRepository(db)
  const stored = await authors.find(author.id)
  if (stored) return stored
  await authors.insert(author)
  return author
}
