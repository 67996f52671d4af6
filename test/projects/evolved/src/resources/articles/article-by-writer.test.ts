import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../../test/support/app.ts'
import { someone } from '../../../test/support/identity.ts'
import { indexesOf, planOf } from '../../../test/support/plan.ts'
import { newId } from '../../shared/id.ts'
import { storeUser } from '../users/user.factory.ts'
import { storeArticle } from './article.factory.ts'
import { createKyselyArticleRepository } from './article.repository.kysely.ts'

const caller = { ...someone, roles: ['hr'] }

let app: TestApp

beforeAll(async () => {
  app = await createTestApp({ caller })
})

afterAll(async () => {
  await app.close()
})

describe('writerId of an article', () => {
  it('is of a user that exists, as the database says', async () => {
    const user = await storeUser(app.db)
    const article = await storeArticle(app.db)

    const known = await change(article.id, user.id)
    const unknown = await change(article.id, newId())

    expect(known.statusCode).toBe(200)
    expect(known.json().writerId).toBe(user.id)
    expect(unknown.statusCode).toBe(422)
    expect(unknown.json()).toMatchObject({
      code: 'unknown_reference',
      errors: [{ pointer: '/writerId', code: 'unknown_reference' }],
    })
  })

  it('keeps a user from being removed while a article refers to it', async () => {
    const user = await storeUser(app.db)
    const article = await storeArticle(app.db, { writerId: user.id })

    const url = `/v1/users/${user.id}`
    const removed = await app.api.inject({ method: 'DELETE', url })

    expect(removed.statusCode).toBe(409)
    const left = await app.db
      .selectFrom('articles')
      .select('writer_id as referred')
      .where('id', '=', article.id)
      .execute()
    expect(left.map(({ referred }) => referred)).toEqual([user.id])
  })
})

describe('the articles whose writer is a user', () => {
  it('are listed below it, page by page, the newest first', async () => {
    const user = await storeUser(app.db)
    const ids: string[] = []
    for (const minute of [1, 2, 2]) {
      const createdAt = new Date(Date.UTC(2026, 0, 31, 9, minute))
      const own = await storeArticle(app.db, { writerId: user.id, createdAt })
      ids.push(own.id)
    }
    await storeArticle(app.db)

    const first = await list(user.id, '?limit=2')
    const { data, page } = first.json<ListAnswer>()
    const rest = await list(user.id, `?limit=2&cursor=${page.next}`)

    expect(first.headers.link).toMatch(`/articles?limit=2&cursor=${page.next}>; rel="next"`)
    const seen = [...data, ...rest.json<ListAnswer>().data]
    expect(seen.map(({ id }) => id).toSorted()).toEqual(ids.toSorted())
    expect(seen.at(-1)?.id).toBe(ids[0])
    expect(rest.json<ListAnswer>().page.next).toBeNull()
  })

  it('are the same as in the whole list, narrowed to it', async () => {
    const user = await storeUser(app.db)
    await storeArticle(app.db, { writerId: user.id })
    await storeArticle(app.db)

    const listed = await list(user.id)
    const narrowed = await app.api.inject(`/v1/articles?writerId=${user.id}`)
    const narrowedToSome = await app.api.inject(`/v1/articles?writerId[in]=${user.id},${newId()}`)

    expect(listed.statusCode).toBe(200)
    expect(listed.json<ListAnswer>().data).toHaveLength(1)
    expect(narrowed.json()).toEqual(listed.json())
    expect(narrowedToSome.json()).toEqual(listed.json())
  })

  it('are narrowed and ordered as every list of articles', async () => {
    const user = await storeUser(app.db)
    const { createdAt } = await storeArticle(app.db, { writerId: user.id })

    const later = await list(user.id, `?createdAt[gt]=${createdAt.toISOString()}`)
    const unknown = await list(user.id, '?not-a-field=1')
    const unordered = await list(user.id, '?sort=writerId')

    expect(later.json<ListAnswer>().data).toEqual([])
    expect([unknown.statusCode, unordered.statusCode]).toEqual([400, 400])
  })

  it('are not those of nothing', async () => {
    const answer = await list(newId())

    expect(answer.statusCode).toBe(404)
    expect(answer.json().code).toBe('user_not_found')
  })

  it('have cursors that lead on nowhere else', async () => {
    const user = await storeUser(app.db)
    const { id: otherId } = await storeUser(app.db)
    await storeArticle(app.db, { writerId: user.id })
    await storeArticle(app.db, { writerId: user.id })
    const first = await list(user.id, '?limit=1')
    const { next } = first.json<ListAnswer>().page

    const same = await list(user.id, `?cursor=${next}`)
    const other = await list(otherId, `?cursor=${next}`)
    const whole = await app.api.inject(`/v1/articles?cursor=${next}`)
    expect([same.statusCode, other.statusCode, whole.statusCode]).toEqual([200, 400, 400])
  })

  it('are found and ordered by one index', async () => {
    const where = [{ field: 'writerId', operator: 'eq', value: newId() }] as const
    const after = [new Date(), newId()]
    const bothPages = async (db: TestApp['db']) => {
      const articles = createKyselyArticleRepository(db, someone.id)
      await articles.list({ limit: 1, where })
      await articles.list({ limit: 1, where, after })
    }

    const indexes = await indexesOf(app.db, bothPages)
    expect(indexes).toEqual(['articles_by_writer', 'articles_by_writer'])
    const steps = await planOf(app.db, bothPages)
    expect(steps.filter((step) => /Seq Scan|Sort/.test(step))).toEqual([])
  })
})

interface ListAnswer {
  readonly data: readonly { readonly id: string }[]
  readonly page: { readonly next: string | null }
}

function list(id: string, query = '') {
  return app.api.inject(`/v1/users/${id}/articles${query}`)
}

function change(id: string, writerId: string) {
  return app.api.inject({
    method: 'PATCH',
    url: `/v1/articles/${id}`,
    headers: { 'content-type': 'application/json' },
    payload: JSON.stringify({ writerId }),
  })
}
