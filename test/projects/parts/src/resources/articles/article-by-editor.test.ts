import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../../test/support/app.ts'
import { newId } from '../../shared/id.ts'
import { storeUser } from '../users/user.factory.ts'
import { createKyselyUserRepository } from '../users/user.repository.kysely.ts'
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

    const [removal] = await Promise.allSettled([createKyselyUserRepository(app.db).remove(user.id)])

    expect(removal.status).toBe('fulfilled')
    const left = await app.db
      .selectFrom('articles')
      .select('editor_id as referred')
      .where('id', '=', article.id)
      .execute()
    expect(left.map(({ referred }) => referred)).toEqual([null])
  })
})

describe('the articles whose editor is a user', () => {
  it('are what the list is narrowed to', async () => {
    const user = await storeUser(app.db)
    const article = await storeArticle(app.db, { editorId: user.id })
    await storeArticle(app.db)

    const narrowed = await app.api.inject(`/v1/articles?editorId=${user.id}`)
    const narrowedToNone = await app.api.inject(`/v1/articles?editorId=${newId()}`)

    expect(narrowed.statusCode).toBe(200)
    expect(narrowed.json().data).toMatchObject([{ id: article.id }])
    expect(narrowedToNone.json().data).toEqual([])
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
