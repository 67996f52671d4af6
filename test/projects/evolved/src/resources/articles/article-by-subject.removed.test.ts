import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../../test/support/app.ts'
import { storeTopic } from '../topics/topic.factory.ts'
import { storeArticle } from './article.factory.ts'

let app: TestApp
let removedId: string

beforeAll(async () => {
  app = await createTestApp()
})

afterAll(async () => {
  await app.close()
})

beforeEach(async () => {
  removedId = (await storeTopic(app.db)).id
})

describe('a topic that is removed', () => {
  it('is still the subject that an article had, by its id alone', async () => {
    const { id } = await storeArticle(app.db, { subjectId: removedId })
    await remove()

    const answer = await app.api.inject(`/v1/articles/${id}`)

    expect(answer.statusCode).toBe(200)
    expect(answer.json().subjectId).toBe(removedId)
  })

  it('is not the subject of a new article', async () => {
    await remove()

    const stored = storeArticle(app.db, { subjectId: removedId })

    await expect(stored).rejects.toMatchObject({
      code: '23503',
      constraint: 'articles_subject_id_fkey',
    })
  })

  it('is not referred to by a change, as if it had never been', async () => {
    const { id } = await storeArticle(app.db)
    await remove()

    const answer = await app.api.inject({
      method: 'PATCH',
      url: `/v1/articles/${id}`,
      payload: { subjectId: removedId },
    })

    expect(answer.statusCode).toBe(422)
    expect(answer.json()).toMatchObject({
      code: 'unknown_reference',
      errors: [{ pointer: '/subjectId', code: 'unknown_reference' }],
    })
  })

  it('has no list of articles below it', async () => {
    await storeArticle(app.db, { subjectId: removedId })
    await remove()

    const answer = await app.api.inject(`/v1/topics/${removedId}/articles`)

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
