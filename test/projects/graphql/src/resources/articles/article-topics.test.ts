import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../../test/support/app.ts'
import { newId } from '../../shared/id.ts'
import { storeTopic } from '../topics/topic.factory.ts'
import { storeArticle } from './article.factory.ts'

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

describe('the topics of an article', () => {
  it('are none at first', async () => {
    expect(await idsOf(forward(id))).toEqual([])
  })

  it('are added and taken away, and seen from both sides', async () => {
    const { id: otherId } = await storeTopic(app.db)

    const added = await send('PUT', `${forward(id)}/${otherId}`)
    const again = await send('PUT', `${forward(id)}/${otherId}`)

    expect([added.statusCode, again.statusCode]).toEqual([204, 204])
    expect(await idsOf(forward(id))).toEqual([otherId])
    expect(await idsOf(backward(otherId))).toEqual([id])

    const removed = await send('DELETE', `${forward(id)}/${otherId}`)
    const gone = await send('DELETE', `${forward(id)}/${otherId}`)

    expect([removed.statusCode, gone.statusCode]).toEqual([204, 404])
    expect(await idsOf(forward(id))).toEqual([])
    expect(await idsOf(backward(otherId))).toEqual([])
  })

  it('can be walked page by page', async () => {
    const added: string[] = []
    for (const _ of [1, 2, 3]) {
      const { id: otherId } = await storeTopic(app.db)
      await send('PUT', `${forward(id)}/${otherId}`)
      added.push(otherId)
    }

    const first = await send('GET', `${forward(id)}?limit=2`)
    const { data, page } = first.json<ListAnswer>()
    const rest = await idsOf(forward(id), `?limit=2&cursor=${page.next}`)

    expect(data).toHaveLength(2)
    expect([...data.map((one) => one.id), ...rest].sort()).toEqual(added.sort())
  })

  it('go with either of the two', async () => {
    const { id: otherId } = await storeTopic(app.db)
    await send('PUT', `${forward(id)}/${otherId}`)

    await app.db.deleteFrom('topics').where('id', '=', otherId).execute()

    expect(await idsOf(forward(id))).toEqual([])
  })

  it('need both to be there', async () => {
    const { id: otherId } = await storeTopic(app.db)
    const answers = await Promise.all([
      send('PUT', `${forward(id)}/${newId()}`),
      send('PUT', `${forward(newId())}/${otherId}`),
      send('DELETE', `${forward(id)}/${newId()}`),
      send('GET', forward(newId())),
      send('GET', backward(newId())),
    ])

    expect(answers.map(({ statusCode }) => statusCode)).toEqual([404, 404, 404, 404, 404])
  })
})

interface ListAnswer {
  readonly data: readonly { readonly id: string }[]
  readonly page: { readonly next: string | null }
}

function forward(of: string): string {
  return `/v1/articles/${of}/topics`
}

function backward(of: string): string {
  return `/v1/topics/${of}/articles`
}

function send(method: 'GET' | 'PUT' | 'DELETE', url: string) {
  return app.api.inject({ method, url })
}

async function idsOf(list: string, query = ''): Promise<string[]> {
  const answer = await send('GET', `${list}${query}`)
  return answer.json<ListAnswer>().data.map((one) => one.id)
}
