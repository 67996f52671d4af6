import type { Kysely } from 'kysely'
import { someone } from '../../../test/support/identity.ts'
import type { Database } from '../../database/database.ts'
import { newId } from '../../shared/id.ts'
import { storeTopic } from '../topics/topic.factory.ts'
import { storeUser } from '../users/user.factory.ts'
import { createKyselyArticleRepository } from './article.repository.kysely.ts'
import { type Article, createArticle, type NewArticle } from './article.ts'

// For tests: a test gives what it is about, and the rest is an example.

/** What has to be unique is another one each time. */
let made = 0

export function newArticleInput(values: Partial<NewArticle> = {}): NewArticle {
  made += 1
  return {
    title: 'First title',
    content: 'First content',
    serial: `value ${made}`,
    kind: 'a',
    rating: BigInt('1'),
    writerId: '0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52',
    subjectId: '0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52',
    live: true,
    slug: `value ${made}`,
    since: new Date('2026-01-31T09:30:00.000Z'),
    tags: ['First tags'],
    editorId: '0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52',
    code: `value ${made}`,
    ...values,
  }
}

export function makeArticle(values: Partial<Article> = {}): Article {
  const now = new Date('2026-01-31T09:30:00.000Z')
  return { ...createArticle(newArticleInput(), newId(), now), ...values }
}

/** Puts an article into the database, unless one of its id is there; before it, what it refers to. */
export async function storeArticle(
  db: Kysely<Database>,
  values: Partial<Article> = {},
  ownerId = someone.id,
): Promise<Article> {
  await storeTopic(db, { id: '0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52' })
  await storeTopic(db, { id: '0198c5d8-6c1f-7b04-8a51-7c2e9d5f0a63' })
  await storeUser(db, { id: '0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52' })
  await storeUser(db, { id: '0198c5d8-6c1f-7b04-8a51-7c2e9d5f0a63' })
  const article = makeArticle({
    writerId: (await storeUser(db, {}, ownerId)).id,
    editorId: (await storeUser(db, {}, ownerId)).id,
    ...values,
  })
  const articles = createKyselyArticleRepository(db, ownerId)
  const stored = await articles.find(article.id)
  if (stored) return stored
  await articles.insert(article)
  return article
}
