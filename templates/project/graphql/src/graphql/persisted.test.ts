import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import type { TestApp } from '../../test/support/app.ts'
import { serveGraphql, things, thingsUrl } from '../../test/support/graphql.ts'
import { ConfigError } from '../config.ts'
import { explainStartFailure } from '../start-failure.ts'
import { persistedIdOf, readPersisted } from './persisted.ts'

const { resource, asked } = things()
const list = 'query List($n: Int!) { things(first: $n) { nodes { id } } }'
const change = 'mutation Make { createThing(input: { title: "a" }) { thing { title } } }'
const operations = new Map([list, change].map((text) => [persistedIdOf(text), text]))
const id = persistedIdOf(list)

let open: TestApp
let closed: TestApp

beforeAll(async () => {
  open = await serveGraphql([resource], { operations })
  const env = { GRAPHQL_PERSISTED_ONLY: 'true' }
  closed = await serveGraphql([resource], { operations, env })
})

afterAll(async () => {
  await Promise.all([open.close(), closed.close()])
})

beforeEach(() => {
  asked.length = 0
})

async function post({ api }: TestApp, payload: object) {
  const headers = { accept: 'application/graphql-response+json' }
  const answer = await api.inject({ method: 'POST', url: thingsUrl, headers, payload })
  return { status: answer.statusCode, ...answer.json() }
}

const variables = { n: 1 }
const byHash = (sha256Hash: unknown, version: unknown = 1) => ({
  extensions: { persistedQuery: { version, sha256Hash } },
})

describe.each([
  ['beside others', () => open],
  ['and nothing else', () => closed],
])('what was collected, %s', (_, appOf) => {
  it.each([
    ['as Apollo’s clients ask for it', byHash(id)],
    ['by `documentId`', { documentId: id }],
    ['by `documentId` that says what it is', { documentId: `sha256:${id}` }],
  ])('is answered, %s', async (__, request) => {
    expect(await post(appOf(), { ...request, variables })).toMatchObject({
      status: 200,
      data: { things: { nodes: [] } },
    })
    expect(asked).toEqual(['list'])
  })

  it('is answered by GET', async () => {
    const query = new URLSearchParams({ documentId: id, variables: JSON.stringify(variables) })
    const answer = await appOf().api.inject(`${thingsUrl}?${query}`)

    expect(answer.json()).toEqual({ data: { things: { nodes: [] } } })
  })

  it('is no change by GET', async () => {
    const answer = await appOf().api.inject(`${thingsUrl}?documentId=${persistedIdOf(change)}`)

    expect(answer.statusCode).toBe(405)
    expect(asked).toEqual([])
  })

  it('has the limits of every other request', async () => {
    const { errors } = await post(appOf(), { ...byHash(id), variables: { n: 1_000_000 } })

    expect(errors[0].extensions).toMatchObject({
      code: 'graphql_limit_exceeded',
      limit: { name: 'cost' },
    })
    expect(asked).toEqual([])
  })

  it('is told from what nobody has collected', async () => {
    for (const unknown of [persistedIdOf('{ __typename }'), 'constructor', '__proto__', '']) {
      expect(await post(appOf(), byHash(unknown))).toMatchObject({
        status: 400,
        errors: [
          {
            message: 'PersistedQueryNotFound',
            extensions: { code: 'persisted_operation_unknown' },
          },
        ],
      })
    }
  })
})

describe('where nothing else may be asked', () => {
  it.each([
    ['a text', { query: list, variables }],
    ['a text that is no GraphQL: it is not even parsed', { query: '{' }],
    ['a text beside its id', { query: list, variables, ...byHash(id) }],
    ['what is nothing', { query: null }],
    ['an id of another version', byHash(id, 2)],
    ['an id that is none', byHash(1)],
    ['an id that is none of a document', { documentId: { id } }],
    ['extensions that are none', { extensions: 'x' }],
  ])('%s is refused', async (_, request) => {
    expect(await post(closed, request)).toMatchObject({
      status: 400,
      errors: [{ extensions: { code: 'persisted_operation_required' } }],
    })
    expect(asked).toEqual([])
  })

  it('a text by GET is refused', async () => {
    const answer = await closed.api.inject(`${thingsUrl}?query={__typename}`)

    expect(answer.json().errors[0].extensions.code).toBe('persisted_operation_required')
  })

  it('the schema is not told, not even in development', async () => {
    const { errors } = await post(closed, { query: '{ __schema { types { name } } }' })

    expect(errors[0].extensions.code).toBe('persisted_operation_required')
  })
})

describe('where others may be asked as well', () => {
  it('a text is answered, also with an id beside it', async () => {
    expect((await post(open, { query: list, variables })).errors).toBeUndefined()
    expect((await post(open, { query: list, variables, ...byHash(id) })).errors).toBeUndefined()
  })

  it('nothing at all is no request', async () => {
    expect(await post(open, { query: null })).toMatchObject({
      status: 400,
      errors: [{ message: 'Must provide query string.', extensions: { code: 'bad_request' } }],
    })
  })
})

describe('the start', () => {
  it('fails where nothing could be asked', async () => {
    const started = serveGraphql([resource], {
      operations: new Map(),
      env: { GRAPHQL_PERSISTED_ONLY: 'true' },
    })

    const error = await started.catch((it) => it)
    expect(error).toBeInstanceOf(ConfigError)
    expect(explainStartFailure(error)).toMatch(/GRAPHQL_PERSISTED_ONLY is true.*graphql:persist/)
  })

  it('reads what was collected, and says what it cannot read', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'persisted-'))
    onTestFinished(() => rm(folder, { recursive: true }))
    const file = join(folder, 'persisted.json')

    expect(readPersisted(file).size).toBe(0)
    await writeFile(file, JSON.stringify(Object.fromEntries(operations)))
    expect(readPersisted(file)).toEqual(operations)
    await writeFile(file, '{')
    expect(() => readPersisted(file)).toThrow(ConfigError)
  })
})
