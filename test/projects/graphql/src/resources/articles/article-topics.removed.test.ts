import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../../test/support/app.ts'
import { storeTopic } from '../topics/topic.factory.ts'
import { storeArticle } from './article.factory.ts'

/** So that it is behind what is removed in a list, where the newest comes first. */
const earlier = new Date('2026-01-01T00:00:00.000Z')

let app: TestApp
let id: string
let otherId: string

beforeAll(async () => {
  app = await createTestApp()
})

afterAll(async () => {
  await app.close()
})

beforeEach(async () => {
  id = (await storeArticle(app.db)).id
  otherId = (await storeTopic(app.db)).id
  await send('PUT', link())
})

describe('a topic that is removed', () => {
  beforeEach(async () => {
    await send('DELETE', `/v1/topics/${otherId}`)
  })

  it('is none of the topics of an article', async () => {
    const left = await storeTopic(app.db, { createdAt: earlier })
    await send('PUT', `${forward()}/${left.id}`)

    expect(await idsIn(forward())).toEqual([left.id])
  })

  it('is not there to be linked, to be taken away, or to list what it is linked to', async () => {
    expect(await statusesOf(['PUT', link()], ['DELETE', link()], ['GET', backward()])).toEqual([
      404, 404, 404,
    ])
  })
})

function forward(): string {
  return `/v1/articles/${id}/topics`
}

function backward(): string {
  return `/v1/topics/${otherId}/articles`
}

function link(): string {
  return `${forward()}/${otherId}`
}

type Sent = readonly [method: 'GET' | 'PUT' | 'DELETE', url: string]

function send(...[method, url]: Sent) {
  return app.api.inject({ method, url })
}

async function idsIn(list: string): Promise<string[]> {
  const answer = await send('GET', `${list}?limit=1`)
  return answer.json<{ data: readonly { id: string }[] }>().data.map((one) => one.id)
}

async function statusesOf(...all: readonly Sent[]): Promise<number[]> {
  const answers = await Promise.all(all.map((sent) => send(...sent)))
  return answers.map(({ statusCode }) => statusCode)
}
