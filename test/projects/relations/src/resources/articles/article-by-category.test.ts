import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../../test/support/app.ts'
import { newId } from '../../shared/id.ts'
import { storeCategory } from '../categories/category.factory.ts'
import { storeArticle } from './article.factory.ts'

let app: TestApp

beforeAll(async () => {
  app = await createTestApp()
})

afterAll(async () => {
  await app.close()
})

describe('categoryId of an article', () => {
  it('is of a category that exists, as the database says', async () => {
    const category = await storeCategory(app.db)
    const article = await storeArticle(app.db)

    const known = await change(article.id, category.id)
    const unknown = await change(article.id, newId())

    expect(known.statusCode).toBe(200)
    expect(known.json().categoryId).toBe(category.id)
    expect(unknown.statusCode).toBe(422)
    expect(unknown.json()).toMatchObject({
      code: 'unknown_reference',
      errors: [{ pointer: '/categoryId', code: 'unknown_reference' }],
    })
  })

  it('keeps a category from being removed while a article refers to it', async () => {
    const category = await storeCategory(app.db)
    const article = await storeArticle(app.db, { categoryId: category.id })

    const url = `/v1/categories/${category.id}`
    const removed = await app.api.inject({ method: 'DELETE', url })

    expect(removed.statusCode).toBe(409)
    const left = await app.db
      .selectFrom('articles')
      .select('category_id')
      .where('id', '=', article.id)
      .execute()
    expect(left.map((row) => row.category_id)).toEqual([category.id])
  })
})

function change(id: string, categoryId: string) {
  return app.api.inject({
    method: 'PATCH',
    url: `/v1/articles/${id}`,
    headers: { 'content-type': 'application/json' },
    payload: JSON.stringify({ categoryId }),
  })
}
