import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../../test/support/app.ts'
import { signedIn, someone, someoneElse } from '../../../test/support/identity.ts'
import { newId } from '../../shared/id.ts'
import { storeUser } from '../users/user.factory.ts'
import { storeArticle } from './article.factory.ts'

let app: TestApp

beforeAll(async () => {
  app = await createTestApp({ caller: { ...someoneElse, roles: ['hr'] } })
})

afterAll(async () => {
  await app.close()
})

it('writerId of someone else is as unknown as one that is not there', async () => {
  // Whatever else it refers to is the caller's own, so nothing but this can be refused.
  const article = await storeArticle(app.db, {}, someoneElse.id)
  const own = await storeUser(app.db, {}, someoneElse.id)
  const foreign = await storeUser(app.db)

  const known = await change(article.id, own.id)
  const refused = await change(article.id, foreign.id)
  const unknown = await change(article.id, newId())

  expect(known.statusCode).toBe(200)
  expect(refused.statusCode).toBe(422)
  expect(unknown.statusCode).toBe(422)
  const { code, detail, errors } = refused.json()
  expect(code).toBe('unknown_reference')
  expect(errors).toMatchObject([{ pointer: '/writerId' }])
  expect(unknown.json()).toMatchObject({ code, detail, errors })
})

it('nobody sees the articles below a user of someone else', async () => {
  const foreign = await storeUser(app.db)
  const article = await storeArticle(app.db, { writerId: foreign.id })
  const list = (id: string, headers = {}) => {
    return app.api.inject({ url: `/v1/users/${id}/articles`, headers })
  }

  const refused = await list(foreign.id)
  const unknown = await list(newId())
  const seen = await list(foreign.id, signedIn({ ...someone, roles: [] }))

  expect([refused.statusCode, unknown.statusCode]).toEqual([404, 404])
  expect(refused.json().code).toBe(unknown.json().code)
  expect(refused.body).not.toContain(article.id)
  expect(seen.json().data).toMatchObject([{ id: article.id }])
})

function change(id: string, writerId: string) {
  return app.api.inject({ method: 'PATCH', url: `/v1/articles/${id}`, payload: { writerId } })
}
