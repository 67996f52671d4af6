import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../../test/support/app.ts'
import { askGraphql, operationsOf } from '../../../test/support/graphql.ts'
import { subscribe } from '../../../test/support/graphql-events.ts'
import { signedIn, someone, someoneElse } from '../../../test/support/identity.ts'
import { newId } from '../../shared/id.ts'
import { storeAuthor } from './author.factory.ts'
import { authorGraphql } from './author.graphql.ts'

// Authors by GraphQL. What is right is what REST does: both doors are asked the same, and give the
// same answer.

type Json = Readonly<Record<string, unknown>>

const url = '/v1/authors'
const { create, get, list, remove, update, ...subscriptions } = operationsOf(authorGraphql)

const body: Json = {
  name: 'First name',
  email: 'first@example.com',
  site: 'https://example.com/first',
}

const changes: Json = {
  name: 'Second name',
  email: 'second@example.com',
  site: 'https://example.com/second',
}

/** What is just beyond the edges of what a field takes, or something else altogether. */
const invalid: Readonly<Record<string, readonly unknown[]>> = {
  name: ['x'.repeat(101), '\u0000', '\ud800', 12, null],
  email: ['', 'example.com', 'a b@example.com', 'a@example.com\u0000', 12],
  site: [
    '',
    'example.com',
    'javascript:alert(1)',
    'https://example.com/\u0000',
    `https://example.com/${'x'.repeat(1981)}`,
    12,
  ],
}

const caller = { ...someone, roles: [] }

let app: TestApp

beforeAll(async () => {
  app = await createTestApp()
})

afterAll(async () => {
  await app.close()
})

beforeEach(async () => {
  await app.db.deleteFrom('authors').execute()
})

describe('authors by GraphQL', () => {
  it('are told of in every process, to whoever may read them', async () => {
    const other = await createTestApp({ database: app.database })
    const { api } = await other.listen()
    const tellOf = (subscription: string, id = someone.id) =>
      subscribe(`${api}/graphql`, subscription, { headers: signedIn({ ...caller, id }) })
    const { created, updated, deleted } = subscriptions
    const [made, changed, removed, heard] = await Promise.all([
      tellOf(created),
      tellOf(updated),
      tellOf(deleted),
      tellOf(deleted, someoneElse.id),
    ])

    const { id } = (await rest('POST', url, body)).json()
    expect(await made.next()).toEqual({ data: { answer: await ask(get, { id }) } })
    await rest('PATCH', `${url}/${id}`, changes)
    expect(await changed.next()).toEqual({ data: { answer: await ask(get, { id }) } })
    await rest('DELETE', `${url}/${id}`)
    expect(await removed.next()).toEqual({ data: { answer: { id } } })

    // What somebody owns is told to nobody else, not even that it is gone: the end is all that comes.
    const isOwned = authorGraphql.policy.get.owned ?? false
    const event = isOwned ? undefined : await heard.next()
    await other.close()
    expect(event ?? (await heard.next())).toEqual(
      isOwned ? undefined : { data: { answer: { id } } },
    )
  })

  it('are made, read, listed, changed and removed', async () => {
    const made = await ask(create, { input: body })
    const { id } = made
    expect(made).toEqual(await read(id))
    expect(await ask(get, { id })).toEqual(made)
    expect(await ask(list, { first: 2 })).toEqual([made])

    const changed = await ask(update, { id, input: changes, version: 1 })
    expect(changed).toEqual(await read(id))
    expect(changed.version).toBe(2)
    const stale = { ...signedIn(caller), 'if-match': '"1"' }
    const refused = await rest('PATCH', `${url}/${id}`, changes, stale)
    expect(await codeOf(update, { id, input: changes, version: 1 })).toBe(refused.json().code)

    const kept = await rest('DELETE', `${url}/${id}`, undefined, stale)
    expect(await codeOf(remove, { id, version: 1 })).toBe(kept.json().code)
    expect(await ask(remove, { id, version: 2 })).toBe(id)
    expect(await codeOf(get, { id })).toBe((await rest('GET', `${url}/${id}`)).json().code)
  })

  it('are made once under one key', async () => {
    const key = newId()
    const made = await ask(create, { input: body, key })

    expect(await ask(create, { input: body, key })).toEqual(made)
    expect(await codeOf(create, { input: { ...body, ...changes }, key })).toBe(
      'idempotency_key_reused',
    )
    expect(await ask(list, { first: 2 })).toEqual([made])
  })

  it.each(casesOf(invalid))('are refused with $field: $value, as by REST', async (wrong) => {
    const input = { ...body, [wrong.field]: wrong.value }
    const refused = (await rest('POST', url, input)).json()
    const [error] = (await answer(create, { input })).errors ?? []

    expect([error?.extensions.code, pointersOf(error?.extensions)]).toEqual([
      refused.code,
      pointersOf(refused),
    ])
  })

  it('are not found by what is no id, as by REST', async () => {
    for (const id of ['', 'x', newId().slice(1)]) {
      expect(await codeOf(get, { id })).toBe(
        (await rest('GET', `${url}/${id || '%20'}`)).json().code,
      )
    }
  })

  it('have no fields but those of REST', async () => {
    const { errors } = await answer(create, { input: { ...body, version: 7 } })

    expect(pointersOf(errors?.[0]?.extensions)).toEqual(['/version'])
  })
})

const callers = [
  ['nobody', {}],
  ['whoever has no role', signedIn(someone)],
  ['somebody else', signedIn({ ...someoneElse, roles: caller.roles })],
] as const

describe.each(callers)('to %s', (_, headers) => {
  it.each([
    ['a list', list, 'GET', ''],
    ['one', get, 'GET', '/'],
    ['a new one', create, 'POST', ''],
    ['a change', update, 'PATCH', '/'],
    ['a removal', remove, 'DELETE', '/'],
  ] as const)('%s is what it is by REST', async (__, operation, method, path) => {
    const prepared = async () => {
      await app.db.deleteFrom('authors').execute()
      return (await storeAuthor(app.db)).id
    }
    const sent = { POST: body, PATCH: changes, GET: undefined, DELETE: undefined }[method]
    const id = await prepared()
    const byRest = await rest(method, path ? `${url}${path}${id}` : url, sent, headers)
    const other = await prepared()
    const asked = { id: other, first: 20, input: sent }
    const byGraphql = await answer(operation, asked, headers)

    const told = byRest.statusCode < 400 ? undefined : byRest.json().code
    expect(byGraphql.errors?.[0]?.extensions.code).toBe(told)
  })
})

function casesOf(values: Readonly<Record<string, readonly unknown[]>>) {
  return Object.entries(values).flatMap(([field, list]) => list.map((value) => ({ field, value })))
}

function pointersOf({ errors = [] }: { errors?: { pointer: string }[] } = {}): string[] {
  return [...new Set(errors.map(({ pointer }) => pointer))].sort()
}

function answer(
  operation: string,
  variables: Json,
  headers: Record<string, string> = signedIn(caller),
) {
  return askGraphql(app, operation, variables, headers)
}

/** What the one operation of a request answers. */
// biome-ignore lint/suspicious/noExplicitAny: an answer has any shape.
async function ask(operation: string, variables: Json): Promise<any> {
  const { data, errors } = await answer(operation, variables)
  expect(errors).toBeUndefined()
  return data?.answer.one ?? data?.answer.nodes ?? data?.answer.removed ?? data?.answer
}

async function codeOf(operation: string, variables: Json): Promise<unknown> {
  return (await answer(operation, variables)).errors?.[0]?.extensions.code
}

async function read(id: string) {
  return (await rest('GET', `${url}/${id}`)).json()
}

function rest(
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  target: string,
  payload?: Json,
  headers: Record<string, string> = signedIn(caller),
) {
  return app.api.inject({ method, url: target, headers, ...(payload && { payload }) })
}
