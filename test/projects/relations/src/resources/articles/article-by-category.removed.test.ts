import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../../test/support/app.ts'
import { storeCategory } from '../categories/category.factory.ts'
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
  removedId = (await storeCategory(app.db)).id
})

describe('a category that is removed', () => {
  it('is still the category that an article had, by its id alone', async () => {
    const { id } = await storeArticle(app.db, { categoryId: removedId })
    await remove()

    const answer = await app.api.inject(`/v1/articles/${id}`)

    expect(answer.statusCode).toBe(200)
    expect(answer.json().categoryId).toBe(removedId)
  })

  it('is not the category of a new article', async () => {
    await remove()

    const stored = storeArticle(app.db, { categoryId: removedId })

    await expect(stored).rejects.toMatchObject({
      code: '23503',
      constraint: 'articles_category_id_fkey',
    })
  })

  it('is not referred to by a change, as if it had never been', async () => {
    const { id } = await storeArticle(app.db)
    await remove()

    const answer = await app.api.inject({
      method: 'PATCH',
      url: `/v1/articles/${id}`,
      payload: { categoryId: removedId },
    })

    expect(answer.statusCode).toBe(422)
    expect(answer.json()).toMatchObject({
      code: 'unknown_reference',
      errors: [{ pointer: '/categoryId', code: 'unknown_reference' }],
    })
  })

  it('has no list of articles below it', async () => {
    await storeArticle(app.db, { categoryId: removedId })
    await remove()

    const answer = await app.api.inject(`/v1/categories/${removedId}/articles`)

    expect(answer.statusCode).toBe(404)
  })
})

async function remove() {
  await app.db
    .updateTable('categories')
    .set({ deleted_at: new Date() })
    .where('id', '=', removedId)
    .execute()
}
