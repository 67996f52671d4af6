import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../../test/support/app.ts'
import { newId } from '../../shared/id.ts'
import { storeCategory } from './category.factory.ts'

let app: TestApp

beforeAll(async () => {
  app = await createTestApp()
})

afterAll(async () => {
  await app.close()
})

describe('parentId of a category', () => {
  it('is of a category that exists, as the database says', async () => {
    const otherCategory = await storeCategory(app.db)
    const category = await storeCategory(app.db)

    const known = await change(category.id, otherCategory.id)
    const unknown = await change(category.id, newId())

    expect(known.statusCode).toBe(200)
    expect(known.json().parentId).toBe(otherCategory.id)
    expect(unknown.statusCode).toBe(422)
    expect(unknown.json()).toMatchObject({
      code: 'unknown_reference',
      errors: [{ pointer: '/parentId', code: 'unknown_reference' }],
    })
  })

  it('keeps a category from being removed while a category refers to it', async () => {
    const otherCategory = await storeCategory(app.db)
    const category = await storeCategory(app.db, { parentId: otherCategory.id })

    const url = `/v1/categories/${otherCategory.id}`
    const removed = await app.api.inject({ method: 'DELETE', url })

    expect(removed.statusCode).toBe(409)
    const left = await app.db
      .selectFrom('categories')
      .select('parent_id')
      .where('id', '=', category.id)
      .execute()
    expect(left.map((row) => row.parent_id)).toEqual([otherCategory.id])
  })
})

function change(id: string, parentId: string) {
  return app.api.inject({
    method: 'PATCH',
    url: `/v1/categories/${id}`,
    headers: { 'content-type': 'application/json' },
    payload: JSON.stringify({ parentId }),
  })
}
