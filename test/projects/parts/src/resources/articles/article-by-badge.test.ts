import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../../test/support/app.ts'
import { newId } from '../../shared/id.ts'
import { storeBadge } from '../badges/badge.factory.ts'
import { createKyselyBadgeRepository } from '../badges/badge.repository.kysely.ts'
import { storeArticle } from './article.factory.ts'

let app: TestApp

beforeAll(async () => {
  app = await createTestApp()
})

afterAll(async () => {
  await app.close()
})

describe('badgeId of an article', () => {
  it('is of a badge that exists, as the database says', async () => {
    const badge = await storeBadge(app.db)
    const article = await storeArticle(app.db)

    const known = await change(article.id, badge.id)
    const unknown = await change(article.id, newId())

    expect(known.statusCode).toBe(200)
    expect(known.json().badgeId).toBe(badge.id)
    expect(unknown.statusCode).toBe(422)
    expect(unknown.json()).toMatchObject({
      code: 'unknown_reference',
      errors: [{ pointer: '/badgeId', code: 'unknown_reference' }],
    })
  })

  it('stays when the badge of the article is removed', async () => {
    const badge = await storeBadge(app.db)
    const article = await storeArticle(app.db, { badgeId: badge.id })

    const [removal] = await Promise.allSettled([
      createKyselyBadgeRepository(app.db).remove(badge.id, new Date()),
    ])

    expect(removal.status).toBe('fulfilled')
    const left = await app.db
      .selectFrom('articles')
      .select('badge_id as referred')
      .where('id', '=', article.id)
      .execute()
    expect(left.map(({ referred }) => referred)).toEqual([badge.id])
  })
})

describe('the articles whose badge is a badge', () => {
  it('are what the list is narrowed to', async () => {
    const badge = await storeBadge(app.db)
    const article = await storeArticle(app.db, { badgeId: badge.id })
    await storeArticle(app.db)

    const narrowed = await app.api.inject(`/v1/articles?badgeId=${badge.id}`)
    const narrowedToNone = await app.api.inject(`/v1/articles?badgeId=${newId()}`)

    expect(narrowed.statusCode).toBe(200)
    expect(narrowed.json().data).toMatchObject([{ id: article.id }])
    expect(narrowedToNone.json().data).toEqual([])
  })
})

function change(id: string, badgeId: string) {
  return app.api.inject({
    method: 'PATCH',
    url: `/v1/articles/${id}`,
    headers: { 'content-type': 'application/json' },
    payload: JSON.stringify({ badgeId }),
  })
}
