import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import { createKyselyAuthorRepository } from '../authors/author.repository.kysely.ts'
import { createArticleIncluder } from './article.included.ts'

/** What articles refer to, read from the database. */
export function articleIncluderOn(db: Kysely<Database>) {
  return createArticleIncluder({
    authors: createKyselyAuthorRepository(db),
  })
}
