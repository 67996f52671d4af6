import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../../test/support/app.ts'
import { askGraphql } from '../../../test/support/graphql.ts'
import { linkOperations, listBelow } from '../../../test/support/graphql-below.ts'
import { signedIn, someone, someoneElse } from '../../../test/support/identity.ts'
import { countStatements } from '../../../test/support/plan.ts'
import { newId } from '../../shared/id.ts'
import { storeArticle } from './article.factory.ts'
import { articleRelatedGraphql } from './article-related.graphql.ts'

// The related of articles by GraphQL: what is right is what REST does.

const { lists, pair } = articleRelatedGraphql
const caller = { ...someone, roles: [] }

const forward = (id: string) => `/v1/articles/${id}/related`
const backward = (id: string) => `/v1/articles/${id}/articles`

const sides = [
  { at: 0, below: forward, other: '/v1/articles' },
  { at: 1, below: backward, other: '/v1/articles' },
].flatMap((side) => {
  const list = lists[side.at]
  return list ? [{ ...side, list, field: `${list.of}.${list.name}` }] : []
})

let app: TestApp
/** Some of each, all of them linked to each other. */
let ids: readonly [string[], string[]]

beforeAll(async () => {
  app = await createTestApp()
})

afterAll(async () => {
  await app.close()
})

beforeEach(async () => {
  ids = [[], []]
  for (const minute of [1, 2, 3]) {
    const createdAt = new Date(Date.UTC(2026, 0, 31, 9, minute))
    ids[0].push((await storeArticle(app.db, { createdAt })).id)
    ids[1].push((await storeArticle(app.db, { createdAt })).id)
  }
  for (const id of ids[0]) {
    for (const otherId of ids[1]) await send('PUT', `${forward(id)}/${otherId}`)
  }
})

describe.each(sides)('$field', ({ at, below, other, list }) => {
  const query = listBelow(list)
  const one = () => ids[at]?.[0] ?? ''
  const all = () => ids[at] ?? []

  it('are those of REST, the newest first, and no more than asked for', async () => {
    expect(await ask(query, { id: one(), first: 2 })).toEqual(
      await idsOf(`${below(one())}?limit=2`),
    )
    expect(await ask(query, { id: one(), first: 2 })).toHaveLength(2)
    expect(await ask(query, { id: one(), first: 100 })).toEqual(await idsOf(below(one())))
  })

  it('are without what was removed', async () => {
    const [gone] = ids[1 - at] ?? []
    await send('DELETE', `${other}/${gone}`)

    expect(await ask(query, { id: one(), first: 100 })).toEqual(await idsOf(below(one())))
    expect(await ask(query, { id: one(), first: 100 })).toHaveLength(2)
  })

  it.each([0, 101])('are no list of %d', async (first) => {
    const refused = await send('GET', `${below(one())}?limit=${first}`)

    expect(await codeOf(query, { id: one(), first })).toBe(refused.json().code)
  })

  it.each([
    ['nobody', {}],
    ['whoever has no role', signedIn(someone)],
    ['somebody else', signedIn({ ...someoneElse, roles: caller.roles })],
  ])('are to %s what they are by REST', async (_, headers) => {
    const byRest = await send('GET', below(one()), headers)
    const byGraphql = await answer(query, { id: one(), first: 20 }, headers)

    const told = byRest.statusCode < 400 ? undefined : byRest.json().code
    expect(byGraphql.errors?.[0]?.extensions.code).toBe(told)
    const listed = byGraphql.data?.answer?.listed ?? []
    expect(listed.map(idOf)).toEqual((byRest.json().data ?? []).map(idOf))
  })

  it('are read of several by one statement', async () => {
    let read: Awaited<ReturnType<ReturnType<typeof list.on>>> = new Map()
    const statements = await countStatements(app.db, async (db) => {
      read = await list.on(db, { principal: caller })(all(), 2)
    })

    expect(statements).toBe(1)
    for (const id of all()) {
      expect(read.get(id)?.map(idOf)).toEqual(await idsOf(`${below(id)}?limit=2`))
    }
  })
})

describe.each(sides.slice(0, 1).flatMap(({ list }) => (pair ? [linkOperations(pair, list)] : [])))(
  'a link',
  ({ add, remove, removeAndAdd }) => {
    const both = () => ({ id: ids[0][0], otherId: ids[1][0] })
    const listed = async () => idsOf(forward(ids[0][0] ?? ''))

    it('is taken away and added, and seen at once', async () => {
      const removed = await answer(remove, both())
      const left = await listed()
      expect(left).toEqual(ids[1].slice(1).toReversed())
      expect(removed.data?.remove.one.listed.map(idOf)).toEqual(left)

      const added = await answer(add, both())
      expect(await listed()).toEqual(ids[1].toReversed())
      expect(added.data?.add.one.listed.map(idOf)).toEqual(await listed())
      expect((await answer(add, both())).errors).toBeUndefined()
    })

    it('is seen by what comes after it in one request', async () => {
      const { data } = await answer(removeAndAdd, both())

      expect(data?.remove.one.listed.map(idOf)).toEqual(ids[1].slice(1).toReversed())
      expect(data?.add.one.listed.map(idOf)).toEqual(ids[1].toReversed())
    })

    it.each([
      ['PUT', add, () => ({ ...both(), otherId: newId() })],
      ['PUT', add, () => ({ ...both(), id: newId() })],
      ['PUT', add, () => ({ ...both(), otherId: 'x' })],
      ['DELETE', remove, () => ({ ...both(), otherId: newId() })],
      ['PUT', add, both, {}],
      ['DELETE', remove, both, {}],
      ['PUT', add, both, signedIn({ ...someoneElse, roles: caller.roles })],
      ['DELETE', remove, both, signedIn({ ...someoneElse, roles: caller.roles })],
    ] as const)('is refused as by REST: %s', async (method, operation, asked, headers?) => {
      const { id = '', otherId = '' } = asked()
      const byRest = await send(method, `${forward(id)}/${otherId}`, headers)
      if (byRest.statusCode < 400 && method === 'DELETE') {
        await send('PUT', `${forward(id)}/${otherId}`)
      }
      const byGraphql = await answer(operation, { id, otherId }, headers)

      const told = byRest.statusCode < 400 ? undefined : byRest.json().code
      expect(byGraphql.errors?.[0]?.extensions.code).toBe(told)
    })
  },
)

function answer(
  query: string,
  variables: object,
  headers: Readonly<Record<string, string>> = signedIn(caller),
) {
  return askGraphql(app, query, variables, headers)
}

async function ask(query: string, variables: object): Promise<string[]> {
  const { data, errors } = await answer(query, variables)
  expect(errors).toBeUndefined()
  return data?.answer.listed.map(idOf)
}

async function codeOf(query: string, variables: object): Promise<unknown> {
  return (await answer(query, variables)).errors?.[0]?.extensions.code
}

function send(
  method: 'GET' | 'PUT' | 'DELETE',
  url: string,
  headers: Readonly<Record<string, string>> = signedIn(caller),
) {
  return app.api.inject({ method, url, headers })
}

async function idsOf(url: string): Promise<string[]> {
  return (await send('GET', url)).json().data.map(idOf)
}

function idOf({ id }: { readonly id: string }): string {
  return id
}
