import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../../test/support/app.ts'
import { askCounted, upTo, withAllRelations } from '../../../test/support/graphql-below.ts'
import { expectSameLists } from '../../../test/support/graphql-lists.ts'
import { storeNote } from './note.factory.ts'
import { noteGraphql } from './note.graphql.ts'

// Lists of notes, by GraphQL and by REST.

const url = '/v1/notes'

/** Values of the fields, as a client writes them: each field has one or the other. */
const values = [
  {
    title: 'First title',
    folderId: '0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52',
    topicId: '0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52',
  },
  {
    title: 'Second title',
    folderId: '0198c5d8-6c1f-7b04-8a51-7c2e9d5f0a63',
    topicId: '0198c5d8-6c1f-7b04-8a51-7c2e9d5f0a63',
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
  await app.db.deleteFrom('notes').execute()
})

describe('a list of notes', () => {
  it('is read by one statement for each level, with all that they lead to', async () => {
    const stored = await upTo(100, () => storeNote(app.db))
    const { query, statements } = withAllRelations(noteGraphql)

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
      return storeNote(app.db, { createdAt })
    })

    await expectSameLists(app, { resource: noteGraphql, url, values })
  })
})
