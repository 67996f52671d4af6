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

describe('checkerId of an article', () => {
  it('keeps a user from being removed while a article refers to it', async () => {
    const user = await storeUser(app.db)
    const article = await storeArticle(app.db, { checkerId: user.id })

    const [removal] = await Promise.allSettled([createKyselyUserRepository(app.db).remove(user.id)])

    expect(removal.status).toBe('rejected')
    const left = await app.db
      .selectFrom('articles')
      .select('checker_id as referred')
      .where('id', '=', article.id)
      .execute()
    expect(left.map(({ referred }) => referred)).toEqual([user.id])
  })
})

describe('the articles whose checker is a user', () => {
  it('are what the list is narrowed to', async () => {
    const user = await storeUser(app.db)
    const article = await storeArticle(app.db, { checkerId: user.id })
    await storeArticle(app.db)

    const narrowed = await app.api.inject(`/v1/articles?checkerId=${user.id}`)
    const narrowedToNone = await app.api.inject(`/v1/articles?checkerId=${newId()}`)

    expect(narrowed.statusCode).toBe(200)
    expect(narrowed.json().data).toMatchObject([{ id: article.id }])
    expect(narrowedToNone.json().data).toEqual([])
  })
})
