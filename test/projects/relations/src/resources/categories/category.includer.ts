import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import { createCategoryIncluder } from './category.included.ts'
import { createKyselyCategoryRepository } from './category.repository.kysely.ts'

/** What categories refer to, read from the database. */
export function categoryIncluderOn(db: Kysely<Database>) {
  return createCategoryIncluder({
    categories: createKyselyCategoryRepository(db),
  })
}
