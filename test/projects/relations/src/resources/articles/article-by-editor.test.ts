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

describe('editorId of an article', () => {
  it('is of a user that exists, as the database says', async () => {
    const user = await storeUser(app.db)
    const article = await storeArticle(app.db)

    const known = await change(article.id, user.id)
    const unknown = await change(article.id, newId())

    expect(known.statusCode).toBe(200)
    expect(known.json().editorId).toBe(user.id)
    expect(unknown.statusCode).toBe(422)
    expect(unknown.json()).toMatchObject({
      code: 'unknown_reference',
      errors: [{ pointer: '/editorId', code: 'unknown_reference' }],
    })
  })

  it('is empty after the user of the article was removed', async () => {
    const user = await storeUser(app.db)
    const article = await storeArticle(app.db, { editorId: user.id })

    const url = `/v1/users/${user.id}`
    const removed = await app.api.inject({ method: 'DELETE', url })

    expect(removed.statusCode).toBe(204)
    const left = await app.db
      .selectFrom('articles')
      .select('editor_id')
      .where('id', '=', article.id)
      .execute()
    expect(left.map((row) => row.editor_id)).toEqual([null])
  })
})

function change(id: string, editorId: string) {
  return app.api.inject({
    method: 'PATCH',
    url: `/v1/articles/${id}`,
    headers: { 'content-type': 'application/json' },
    payload: JSON.stringify({ editorId }),
  })
}
