import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../../test/support/app.ts'
import { newId } from '../../shared/id.ts'
import { storeUser } from '../users/user.factory.ts'
import { storeArticle } from './article.factory.ts'

let app: TestApp

beforeAll(async () => {
  app = await createTestApp()
})

afterAll(async () => {
  await app.close()
})

describe('authorId of an article', () => {
  it('is of a user that exists, as the database says', async () => {
    const user = await storeUser(app.db)
    const article = await storeArticle(app.db)

    const known = await change(article.id, user.id)
    const unknown = await change(article.id, newId())

    expect(known.statusCode).toBe(200)
    expect(known.json().authorId).toBe(user.id)
    expect(unknown.statusCode).toBe(422)
    expect(unknown.json()).toMatchObject({
      code: 'unknown_reference',
      errors: [{ pointer: '/authorId', code: 'unknown_reference' }],
    })
  })

  it('takes the article away with its user', async () => {
    const user = await storeUser(app.db)
    const article = await storeArticle(app.db, { authorId: user.id })

    const url = `/v1/users/${user.id}`
    const removed = await app.api.inject({ method: 'DELETE', url })

    expect(removed.statusCode).toBe(204)
    const left = await app.db
      .selectFrom('articles')
      .select('author_id')
      .where('id', '=', article.id)
      .execute()
    expect(left.map((row) => row.author_id)).toEqual([])
  })
})

function change(id: string, authorId: string) {
  return app.api.inject({
    method: 'PATCH',
    url: `/v1/articles/${id}`,
    headers: { 'content-type': 'application/json' },
    payload: JSON.stringify({ authorId }),
  })
}
