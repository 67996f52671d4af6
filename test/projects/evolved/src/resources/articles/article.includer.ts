import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import { createKyselyTopicRepository } from '../topics/topic.repository.kysely.ts'
import { createKyselyUserRepository } from '../users/user.repository.kysely.ts'
import { createArticleIncluder } from './article.included.ts'

/** What articles refer to, read from the database. */
export function articleIncluderOn(db: Kysely<Database>) {
  return createArticleIncluder({
    topics: createKyselyTopicRepository(db),
    users: createKyselyUserRepository(db),
  })
}
