import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../../test/support/app.ts'
import { askCounted, upTo, withAllRelations } from '../../../test/support/graphql-below.ts'
import { expectSameLists } from '../../../test/support/graphql-lists.ts'
import { storeTopic } from './topic.factory.ts'
import { topicGraphql } from './topic.graphql.ts'

// Lists of topics, by GraphQL and by REST.

const url = '/v1/topics'

/** Values of the fields, as a client writes them: each field has one or the other. */
const values = [
  {
    label: 'First label',
  },
  {
    label: 'Second label',
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
  await app.db.deleteFrom('topics').execute()
})

describe('a list of topics', () => {
  it('is read by one statement for each level, with all that they lead to', async () => {
    const stored = await upTo(100, () => storeTopic(app.db))
    const { query, statements } = withAllRelations(topicGraphql)

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
      return storeTopic(app.db, { createdAt })
    })

    await expectSameLists(app, { resource: topicGraphql, url, values })
  })
})
