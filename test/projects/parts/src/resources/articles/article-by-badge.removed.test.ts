import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../../test/support/app.ts'
import { storeBadge } from '../badges/badge.factory.ts'
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
  removedId = (await storeBadge(app.db)).id
})

describe('a badge that is removed', () => {
  it('is still the badge that an article had, by its id alone', async () => {
    const { id } = await storeArticle(app.db, { badgeId: removedId })
    await remove()

    const answer = await app.api.inject(`/v1/articles/${id}`)

    expect(answer.statusCode).toBe(200)
    expect(answer.json().badgeId).toBe(removedId)
  })

  it('is not the badge of a new article', async () => {
    await remove()

    const stored = storeArticle(app.db, { badgeId: removedId })

    await expect(stored).rejects.toMatchObject({
      code: '23503',
      constraint: 'articles_badge_id_fkey',
    })
  })

  it('is not referred to by a change, as if it had never been', async () => {
    const { id } = await storeArticle(app.db)
    await remove()

    const answer = await app.api.inject({
      method: 'PATCH',
      url: `/v1/articles/${id}`,
      payload: { badgeId: removedId },
    })

    expect(answer.statusCode).toBe(422)
    expect(answer.json()).toMatchObject({
      code: 'unknown_reference',
      errors: [{ pointer: '/badgeId', code: 'unknown_reference' }],
    })
  })
})

async function remove() {
  await app.db
    .updateTable('badges')
    .set({ deleted_at: new Date() })
    .where('id', '=', removedId)
    .execute()
}
