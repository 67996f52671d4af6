import { type Kysely, sql } from 'kysely'
import { buildIndex } from '../src/database/online.ts'

// Outside a transaction, while others read and write. Where it stops half-way, it is begun again.
export async function afterUp(db: Kysely<unknown>): Promise<void> {
  await buildIndex(db, {
    name: 'articles_by_score',
    on: sql`"articles" ("score")`,
  })
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop index if exists "articles_by_score"`.execute(db)
}
