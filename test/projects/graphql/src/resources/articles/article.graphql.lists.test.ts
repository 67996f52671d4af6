import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../../test/support/app.ts'
import { askCounted, upTo, withAllRelations } from '../../../test/support/graphql-below.ts'
import { expectSameLists } from '../../../test/support/graphql-lists.ts'
import { storeArticle } from './article.factory.ts'
import { articleGraphql } from './article.graphql.ts'

// Lists of articles, by GraphQL and by REST.

const url = '/v1/articles'

/** Values of the fields, as a client writes them: each field has one or the other. */
const values = [
  {
    title: 'First title',
    slug: 'First slug',
    views: 1,
    size: '1',
    price: '1.00',
    weight: 0.5,
    live: true,
    day: '2026-01-31',
    publishedAt: '2026-01-31T09:30:00.000Z',
    status: 'draft',
    kind: 'a-b',
    meta: { colour: 'red' },
    tags: ['First tags'],
    authorId: '0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52',
    editorId: '0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52',
  },
  {
    title: 'Second title',
    slug: 'Second slug',
    views: 2,
    size: '2',
    price: '2.00',
    weight: 1.5,
    live: false,
    day: '2026-02-28',
    publishedAt: '2026-02-28T18:00:00.000Z',
    status: 'published',
    kind: 'c',
    meta: { sizes: [1, 2] },
    tags: ['Second tags'],
    authorId: '0198c5d8-6c1f-7b04-8a51-7c2e9d5f0a63',
    editorId: '0198c5d8-6c1f-7b04-8a51-7c2e9d5f0a63',
  },
]

let app: TestApp

beforeAll(async () => {
  app = await createTestApp()
})

afterAll(async () => {
  await app.close()
})

beforeEach(async () => {
  await app.db.deleteFrom('articles').execute()
})

describe('a list of articles', () => {
  it('is read by one statement for each level, with all that they lead to', async () => {
    const stored = await upTo(100, () => storeArticle(app.db))
    const { query, statements } = withAllRelations(articleGraphql)

    const asked = await askCounted(app, query)

    expect(asked.answer.errors).toBeUndefined()
    expect(asked.answer.data?.answer.nodes).toHaveLength(stored)
    expect(asked.statements).toBeLessThanOrEqual(statements)
  })

  it('is what it is by REST, however it is narrowed, ordered and walked', async () => {
    const times = [
      '2026-01-31T09:30:00.000Z',
      '2026-01-31T09:30:00.001Z',
      '2026-02-01T00:00:00.000Z',
    ]
    await upTo(8, (at) => {
      const createdAt = new Date(times[at % 3] ?? '')
      return storeArticle(app.db, { createdAt })
    })

    await expectSameLists(app, { resource: articleGraphql, url, values })
  })
})
