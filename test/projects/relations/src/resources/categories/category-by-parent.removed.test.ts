import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../../test/support/app.ts'
import { storeCategory } from './category.factory.ts'

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
  it('is still the parent that a category had, by its id alone', async () => {
    const { id } = await storeCategory(app.db, { parentId: removedId })
    await remove()

    const answer = await app.api.inject(`/v1/categories/${id}`)

    expect(answer.statusCode).toBe(200)
    expect(answer.json().parentId).toBe(removedId)
  })

  it('is not the parent of a new category', async () => {
    await remove()

    const stored = storeCategory(app.db, { parentId: removedId })

    await expect(stored).rejects.toMatchObject({
      code: '23503',
      constraint: 'categories_parent_id_fkey',
    })
  })

  it('is not referred to by a change, as if it had never been', async () => {
    const { id } = await storeCategory(app.db)
    await remove()

    const answer = await app.api.inject({
      method: 'PATCH',
      url: `/v1/categories/${id}`,
      payload: { parentId: removedId },
    })

    expect(answer.statusCode).toBe(422)
    expect(answer.json()).toMatchObject({
      code: 'unknown_reference',
      errors: [{ pointer: '/parentId', code: 'unknown_reference' }],
    })
  })

  it('has no list of categories below it', async () => {
    await storeCategory(app.db, { parentId: removedId })
    await remove()

    const answer = await app.api.inject(`/v1/categories/${removedId}/categories`)

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
