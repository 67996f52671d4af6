import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import { createKyselyLateItemRepository } from '../lates/late.repository.kysely.ts'
import { createEarlyItemIncluder } from './early.included.ts'

/** What earlies refer to, read from the database. */
export function earlyItemIncluderOn(db: Kysely<Database>) {
  return createEarlyItemIncluder({
    lateItems: createKyselyLateItemRepository(db),
  })
}
