import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../../test/support/app.ts'
import { askCounted, upTo, withAllRelations } from '../../../test/support/graphql-below.ts'
import { expectSameLists } from '../../../test/support/graphql-lists.ts'
import { storeAuthor } from './author.factory.ts'
import { authorGraphql } from './author.graphql.ts'

// Lists of authors, by GraphQL and by REST.

const url = '/v1/authors'

/** Values of the fields, as a client writes them: each field has one or the other. */
const values = [
  {
    name: 'First name',
    email: 'first@example.com',
    site: 'https://example.com/first',
  },
  {
    name: 'Second name',
    email: 'second@example.com',
    site: 'https://example.com/second',
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
  await app.db.deleteFrom('authors').execute()
})

describe('a list of authors', () => {
  it('is read by one statement for each level, with all that they lead to', async () => {
    const stored = await upTo(100, () => storeAuthor(app.db))
    const { query, statements } = withAllRelations(authorGraphql)

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
      return storeAuthor(app.db, { createdAt })
    })

    await expectSameLists(app, { resource: authorGraphql, url, values })
  })
})
