import { type Kysely, sql } from 'kysely'
import { buildIndex } from '../src/database/online.ts'

// Outside a transaction, while others read and write. Where it stops half-way, it is begun again.
export async function afterUp(db: Kysely<unknown>): Promise<void> {
  await buildIndex(db, {
    name: 'articles_by_views',
    on: sql`"articles" ("views", "created_at")`,
  })
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop index if exists "articles_by_views"`.execute(db)
}
