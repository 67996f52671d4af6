import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../../test/support/app.ts'
import { indexesOf, planOf } from '../../../test/support/plan.ts'
import { newId } from '../../shared/id.ts'
import { storeAuthor } from '../authors/author.factory.ts'
import { storeArticle } from './article.factory.ts'
import { createKyselyArticleRepository } from './article.repository.kysely.ts'

let app: TestApp

beforeAll(async () => {
  app = await createTestApp()
})

afterAll(async () => {
  await app.close()
})

describe('editorId of an article', () => {
  it('is of an author that exists, as the database says', async () => {
    const author = await storeAuthor(app.db)
    const article = await storeArticle(app.db)

    const known = await change(article.id, author.id)
    const unknown = await change(article.id, newId())

    expect(known.statusCode).toBe(200)
    expect(known.json().editorId).toBe(author.id)
    expect(unknown.statusCode).toBe(422)
    expect(unknown.json()).toMatchObject({
      code: 'unknown_reference',
      errors: [{ pointer: '/editorId', code: 'unknown_reference' }],
    })
  })

  it('is empty after the author of the article was removed', async () => {
    const author = await storeAuthor(app.db)
    const article = await storeArticle(app.db, { editorId: author.id })

    const url = `/v1/authors/${author.id}`
    const removed = await app.api.inject({ method: 'DELETE', url })

    expect(removed.statusCode).toBe(204)
    const left = await app.db
      .selectFrom('articles')
      .select('editor_id as referred')
      .where('id', '=', article.id)
      .execute()
    expect(left.map(({ referred }) => referred)).toEqual([null])
  })
})

describe('the articles whose editor is an author', () => {
  it('are listed below it, page by page, the newest first', async () => {
    const author = await storeAuthor(app.db)
    const ids: string[] = []
    for (const minute of [1, 2, 2]) {
      const createdAt = new Date(Date.UTC(2026, 0, 31, 9, minute))
      const own = await storeArticle(app.db, { editorId: author.id, createdAt })
      ids.push(own.id)
    }
    await storeArticle(app.db)

    const first = await list(author.id, '?limit=2')
    const { data, page } = first.json<ListAnswer>()
    const rest = await list(author.id, `?limit=2&cursor=${page.next}`)

    expect(first.headers.link).toMatch(
      `/articles-by-editor?limit=2&cursor=${page.next}>; rel="next"`,
    )
    const seen = [...data, ...rest.json<ListAnswer>().data]
    expect(seen.map(({ id }) => id).toSorted()).toEqual(ids.toSorted())
    expect(seen.at(-1)?.id).toBe(ids[0])
    expect(rest.json<ListAnswer>().page.next).toBeNull()
  })

  it('are the same as in the whole list, narrowed to it', async () => {
    const author = await storeAuthor(app.db)
    await storeArticle(app.db, { editorId: author.id })
    await storeArticle(app.db)

    const listed = await list(author.id)
    const narrowed = await app.api.inject(`/v1/articles?editorId=${author.id}`)
    const narrowedToSome = await app.api.inject(`/v1/articles?editorId[in]=${author.id},${newId()}`)

    expect(listed.statusCode).toBe(200)
    expect(listed.json<ListAnswer>().data).toHaveLength(1)
    expect(narrowed.json()).toEqual(listed.json())
    expect(narrowedToSome.json()).toEqual(listed.json())
  })

  it('are narrowed and ordered as every list of articles', async () => {
    const author = await storeAuthor(app.db)
    const { createdAt } = await storeArticle(app.db, { editorId: author.id })

    const later = await list(author.id, `?createdAt[gt]=${createdAt.toISOString()}`)
    const unknown = await list(author.id, '?not-a-field=1')
    const unordered = await list(author.id, '?sort=editorId')

    expect(later.json<ListAnswer>().data).toEqual([])
    expect([unknown.statusCode, unordered.statusCode]).toEqual([400, 400])
  })

  it('are not those of nothing', async () => {
    const answer = await list(newId())

    expect(answer.statusCode).toBe(404)
    expect(answer.json().code).toBe('author_not_found')
  })

  it('have cursors that lead on nowhere else', async () => {
    const author = await storeAuthor(app.db)
    const { id: otherId } = await storeAuthor(app.db)
    await storeArticle(app.db, { editorId: author.id })
    await storeArticle(app.db, { editorId: author.id })
    const first = await list(author.id, '?limit=1')
    const { next } = first.json<ListAnswer>().page

    const same = await list(author.id, `?cursor=${next}`)
    const other = await list(otherId, `?cursor=${next}`)
    const whole = await app.api.inject(`/v1/articles?cursor=${next}`)
    expect([same.statusCode, other.statusCode, whole.statusCode]).toEqual([200, 400, 400])
  })

  it('are found and ordered by one index', async () => {
    const where = [{ field: 'editorId', operator: 'eq', value: newId() }] as const
    const after = [new Date(), newId()]
    const bothPages = async (db: TestApp['db']) => {
      const articles = createKyselyArticleRepository(db)
      await articles.list({ limit: 1, where })
      await articles.list({ limit: 1, where, after })
    }

    const indexes = await indexesOf(app.db, bothPages)
    expect(indexes).toEqual(['articles_by_editor', 'articles_by_editor'])
    const steps = await planOf(app.db, bothPages)
    expect(steps.filter((step) => /Seq Scan|Sort/.test(step))).toEqual([])
  })
})

interface ListAnswer {
  readonly data: readonly { readonly id: string }[]
  readonly page: { readonly next: string | null }
}

function list(id: string, query = '') {
  return app.api.inject(`/v1/authors/${id}/articles-by-editor${query}`)
}

function change(id: string, editorId: string) {
  return app.api.inject({
    method: 'PATCH',
    url: `/v1/articles/${id}`,
    headers: { 'content-type': 'application/json' },
    payload: JSON.stringify({ editorId }),
  })
}
