import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../../test/support/app.ts'
import { someone } from '../../../test/support/identity.ts'
import { storeTopic } from '../topics/topic.factory.ts'
import { storeNote } from './note.factory.ts'

let app: TestApp
let removedId: string

beforeAll(async () => {
  app = await createTestApp({ caller: someone })
})

afterAll(async () => {
  await app.close()
})

beforeEach(async () => {
  removedId = (await storeTopic(app.db)).id
})

describe('a topic that is removed', () => {
  it('is still the topic that a note had, by its id alone', async () => {
    const { id } = await storeNote(app.db, { topicId: removedId })
    await remove()

    const answer = await app.api.inject(`/v1/notes/${id}`)

    expect(answer.statusCode).toBe(200)
    expect(answer.json().topicId).toBe(removedId)
  })

  it('is not the topic of a new note', async () => {
    await remove()

    const stored = storeNote(app.db, { topicId: removedId })

    await expect(stored).rejects.toMatchObject({
      code: '23503',
      constraint: 'notes_topic_id_fkey',
    })
  })

  it('is not referred to by a change, as if it had never been', async () => {
    const { id } = await storeNote(app.db)
    await remove()

    const answer = await app.api.inject({
      method: 'PATCH',
      url: `/v1/notes/${id}`,
      payload: { topicId: removedId },
    })

    expect(answer.statusCode).toBe(422)
    expect(answer.json()).toMatchObject({
      code: 'unknown_reference',
      errors: [{ pointer: '/topicId', code: 'unknown_reference' }],
    })
  })

  it('has no list of notes below it', async () => {
    await storeNote(app.db, { topicId: removedId })
    await remove()

    const answer = await app.api.inject(`/v1/topics/${removedId}/notes`)

    expect(answer.statusCode).toBe(404)
  })
})

async function remove() {
  await app.db
    .updateTable('topics')
    .set({ deleted_at: new Date() })
    .where('id', '=', removedId)
    .execute()
}
