import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../../test/support/app.ts'
import { storeAuthor } from '../authors/author.factory.ts'

type Json = Readonly<Record<string, unknown>>

const url = '/v1/articles'
const mergePatch = 'application/merge-patch+json'

const body: Json = {
  title: 'First title',
  slug: 'First slug',
  views: 1,
  size: '1',
  price: '1.00',
  weight: 0.5,
  live: true,
  day: '2026-01-31',
  publishedAt: '2026-01-31T09:30:00.000Z',
  status: 'draft',
  kind: 'a-b',
  meta: { colour: 'red' },
  tags: ['First tags'],
  authorId: '0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52',
  editorId: '0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52',
}

let app: TestApp

beforeAll(async () => {
  app = await createTestApp()
})

afterAll(async () => {
  await app.close()
})

beforeEach(async () => {
  await app.db.deleteFrom('articles').execute()
  await storeAuthor(app.db, { id: '0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52' })
  await storeAuthor(app.db, { id: '0198c5d8-6c1f-7b04-8a51-7c2e9d5f0a63' })
})

describe.each(['meta'])('a patch of %s', (field) => {
  const value = { a: { b: 1, c: [1, 2] }, d: 'x' }
  let created: Json

  beforeEach(async () => {
    const payload = { ...body, [field]: value }
    created = (await app.api.inject({ method: 'POST', url, payload })).json()
  })

  it.each([mergePatch, 'application/json'])(
    'is merged into what is there: %s',
    async (accepted) => {
      const changes = { a: { c: [3], e: null }, d: null, f: { g: null } }

      const changed = await patch(changes, { 'content-type': accepted })

      expect(changed.statusCode).toBe(200)
      expect(changed.json()).toEqual({
        ...created,
        [field]: { a: { b: 1, c: [3] }, f: {} },
        updatedAt: expect.any(String),
        version: 2,
      })
      expect(await read()).toEqual(changed.json())
    },
  )

  it('is merged into no other version than the one it is for', async () => {
    await patch({ d: 'y' })

    const late = await patch({ d: 'z' }, { 'if-match': '"1"' })

    expect(late.statusCode).toBe(412)
    expect(await read()).toMatchObject({ [field]: { ...value, d: 'y' }, version: 2 })
  })

  it('loses nothing where two come at once', async () => {
    const answers = await Promise.all([patch({ d: 'y' }), patch({ e: 'z' })])

    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200])
    expect(await read()).toMatchObject({ [field]: { ...value, d: 'y', e: 'z' }, version: 3 })
  })

  it('is refused where it would make too much of what is there', async () => {
    const several = Array.from({ length: 999 }, (_, count) => [`key${count}`, 1])

    const answer = await patch(Object.fromEntries(several))

    expect(answer.statusCode).toBe(422)
    expect(answer.json().errors).toMatchObject([{ pointer: `/${field}` }])
    expect(await read()).toEqual(created)
  })

  function patch(values: Json, more: Readonly<Record<string, string>> = {}) {
    const headers = { 'content-type': mergePatch, ...more }
    const payload = JSON.stringify({ [field]: values })
    return app.api.inject({ method: 'PATCH', url: `${url}/${created.id}`, headers, payload })
  }

  async function read(): Promise<Json> {
    return (await app.api.inject(`${url}/${created.id}`)).json()
  }
})
