import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import { createKyselyUserRepository } from '../users/user.repository.kysely.ts'
import { createArticleIncluder } from './article.included.ts'

/** What articles refer to, read from the database. */
export function articleIncluderOn(db: Kysely<Database>, ownerId: string) {
  return createArticleIncluder({
    users: createKyselyUserRepository(db, ownerId),
  })
}
