import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../../test/support/app.ts'
import { askGraphql } from '../../../test/support/graphql.ts'
import { listBelow } from '../../../test/support/graphql-below.ts'
import { signedIn, someone, someoneElse } from '../../../test/support/identity.ts'
import { countStatements, indexesOf } from '../../../test/support/plan.ts'
import { storeFolder } from './folder.factory.ts'
import { foldersByParentGraphql } from './folder-by-parent.graphql.ts'

// The folders below a folder by GraphQL: what is right is what REST does.

const { lists } = foldersByParentGraphql
const caller = { ...someone, roles: [] }

const below = (id: string) => `/v1/folders/${id}/folders`

let app: TestApp
let ids: string[]
let own: string[]

beforeAll(async () => {
  app = await createTestApp()
})

afterAll(async () => {
  await app.close()
})

beforeEach(async () => {
  ids = []
  own = []
  for (const _ of [1, 2]) {
    const otherFolder = await storeFolder(app.db)
    ids.push(otherFolder.id)
    for (const minute of [1, 2, 3]) {
      const createdAt = new Date(Date.UTC(2026, 0, 31, 9, minute))
      const stored = await storeFolder(app.db, { parentId: otherFolder.id, createdAt })
      own.push(stored.id)
    }
  }
})

describe.each(lists.map((list) => ({ list, field: `${list.of}.${list.name}` })))(
  '$field',
  ({ list }) => {
    const query = listBelow(list)
    const one = () => ids[0] ?? ''

    it('are those of REST, the newest first, and no more than asked for', async () => {
      expect(await ask(query, { id: one(), first: 2 })).toEqual(own.slice(1, 3).toReversed())
      expect(await ask(query, { id: one(), first: 2 })).toEqual(
        await idsOf(`${below(one())}?limit=2`),
      )
      expect(await ask(query, { id: one(), first: 100 })).toEqual(await idsOf(below(one())))
    })

    it('are without what was removed', async () => {
      await send('DELETE', `/v1/folders/${own[2]}`)

      expect(await ask(query, { id: one(), first: 100 })).toEqual(own.slice(0, 2).toReversed())
    })

    it.each([0, 101])('are no list of %d', async (first) => {
      const refused = await send('GET', `${below(one())}?limit=${first}`)
      const { errors } = await answer(query, { id: one(), first })

      expect(errors?.[0]?.extensions.code).toBe(refused.json().code)
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
        read = await list.on(db, { principal: caller })(ids, 2)
      })

      expect(statements).toBe(1)
      for (const id of ids) {
        expect(read.get(id)?.map(idOf)).toEqual(await idsOf(`${below(id)}?limit=2`))
      }
    })

    it('are found by one index', async () => {
      const indexes = await indexesOf(app.db, (db) => list.on(db, { principal: caller })(ids, 2))

      expect(indexes).toEqual(['folders_by_parent'])
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

function send(
  method: 'GET' | 'DELETE',
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
