import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../../test/support/app.ts'
import { countStatements } from '../../../test/support/plan.ts'
import { storeArticle } from './article.factory.ts'
import { createArticleIncluder } from './article.included.ts'
import { articleIncluderOn } from './article.includer.ts'

const url = '/v1/articles'
const all = ['author', 'editor']
const repositories = ['authors']

let app: TestApp
let id: string

beforeAll(async () => {
  app = await createTestApp()
})

afterAll(async () => {
  await app.close()
})

beforeEach(async () => {
  const article = await storeArticle(app.db)
  id = article.id
})

describe('what is included in an article', () => {
  it.each(all)('is %s, as it is shown alone', async (name) => {
    const answer = await app.api.inject(`${url}/${id}?include=${name}`)
    const alone = await app.api.inject(`${url}/${id}`)

    expect(answer.statusCode).toBe(200)
    const { [name]: found, ...rest } = answer.json()
    expect(rest).toEqual(alone.json())
    expect(found?.id ?? null).toBe(rest[`${name}Id`])
  })

  it('is in lists too, and a cursor does not mind it', async () => {
    await storeArticle(app.db)
    const include = all.join(',')

    const first = await app.api.inject(`${url}?limit=1&include=${include}`)
    const { data, page } = first.json()
    const rest = await app.api.inject(`${url}?limit=1&cursor=${page.next}`)

    expect(Object.keys(data[0])).toEqual(expect.arrayContaining(all))
    expect(first.headers.link).toContain('include=')
    expect(rest.statusCode).toBe(200)
    expect(Object.keys(rest.json().data[0])).not.toEqual(expect.arrayContaining(all))
  })

  it('has no tag: it changes when the other does, and the version stays', async () => {
    const headers = { 'if-none-match': '"1"' }
    const alone = await app.api.inject({ url: `${url}/${id}`, headers })
    const including = await app.api.inject({ url: `${url}/${id}?include=${all[0]}`, headers })

    expect(alone.statusCode).toBe(304)
    expect(including.statusCode).toBe(200)
    expect(including.headers.etag).toBeUndefined()
    expect(including.headers['cache-control']).toBe('no-store')
  })

  it.each(['not-a-field', 'id', `${all[0]},not-a-field`, `${all[0]}.id`, ''])(
    'cannot be %s',
    async (include) => {
      for (const own of [url, `${url}/${id}`]) {
        const answer = await app.api.inject(`${own}?include=${include}`)
        expect(answer.statusCode).toBe(400)
        expect(answer.json().errors[0]).toMatchObject({
          parameter: 'include',
          message: expect.stringContaining(`${all[0]}`),
        })
      }
    },
  )

  it('is read in one query for each table, however much it is', async () => {
    const asked: string[] = []
    const answering = async (repository: string) => {
      asked.push(repository)
      return []
    }
    const counted = Object.fromEntries(
      repositories.map((repository) => [repository, { findMany: () => answering(repository) }]),
    )
    const withIncluded = createArticleIncluder(counted as never)
    const articles = [await storeArticle(app.db), await storeArticle(app.db)]

    await withIncluded(articles, all.join(','))
    expect(asked.toSorted()).toEqual(repositories.toSorted())
    await withIncluded(articles, undefined)
    expect(asked).toHaveLength(repositories.length)
    const statements = await countStatements(app.db, (db) =>
      articleIncluderOn(db)(articles, all.join(',')),
    )
    expect(statements).toBeLessThanOrEqual(repositories.length)
  })
})
