import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { TestApp } from '../../test/support/app.ts'
import { askGraphql, serveGraphql, things, thingsUrl } from '../../test/support/graphql.ts'
import { signedIn, someone } from '../../test/support/identity.ts'
import { globalIdOf } from './global-id.ts'

// The attacks of the OWASP cheat sheet on GraphQL, and others: each is refused before anything is asked
// of a service, and the answer says which limit it was.

const { resource, asked } = things()
let app: TestApp
let hardened: TestApp

beforeAll(async () => {
  app = await serveGraphql([resource])
  hardened = await serveGraphql([resource], { env: { GRAPHQL_INTROSPECTION: 'false' } })
})

afterAll(async () => {
  await Promise.all([app.close(), hardened.close()])
})

beforeEach(() => {
  asked.length = 0
})

const ask = (query: string, variables: object = {}, headers: Record<string, string> = {}) =>
  askGraphql(app, query, variables, headers, thingsUrl)

const post = (payload: string | object, headers: Record<string, string> = {}, to = app) =>
  to.api.inject({
    method: 'POST',
    url: thingsUrl,
    headers: { 'content-type': 'application/json', ...headers },
    payload,
  })

const id = '0198c5d8-0000-7000-8000-000000000000'
const many = (count: number, part: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => part(at)).join(' ')
const deep = (levels: number) => `${'self { '.repeat(levels)}id${' }'.repeat(levels)}`
const one = (selection: string) => `{ thing(id: "${id}") { ${selection} } }`

describe('too much is refused', () => {
  it.each([
    ['a deep query', 'depth', one(deep(15))],
    [
      'fragments that lead to themselves',
      'depth',
      `fragment A on Thing { self { ...B } } fragment B on Thing { self { ...A } } ${one('...A')}`,
    ],
    ['aliases', 'aliases', one(many(16, (at) => `a${at}: id`))],
    [
      'one operation a hundred times',
      'roots',
      `{ ${many(11, () => `thing(id: "${id}") { id }`)} }`,
    ],
    ['directives', 'directives', one(`id ${many(21, () => '@include(if: true)')}`)],
    ['the same field again and again', 'tokens', one(many(1_001, () => 'id'))],
    ['fields, within the words', 'fields', one(many(501, () => 'id'))],
    [
      'fragments that double each time',
      'fields',
      `${many(8, (at) => `fragment F${at} on Thing { ...F${at + 1} ...F${at + 1} }`)} fragment F8 on Thing { id } ${one('...F0')}`,
    ],
    [
      'lists of everything',
      'cost',
      `{ ${many(10, (at) => `a${at}: things(first: 1000) { nodes { id self { id } } }`)} }`,
    ],
    [
      'a list below each of a list',
      'cost',
      '{ things(first: 60) { nodes { others(first: 60) { id } } } }',
    ],
    [
      'a list that a variable makes long',
      'cost',
      'query ($n: Int!) { things(first: $n) { nodes { id } } }',
    ],
  ])('%s: %s', async (_, name, query) => {
    const { data, errors } = await ask(query, { n: 1_000_000 })

    expect(errors?.[0]?.extensions).toMatchObject({
      code: 'graphql_limit_exceeded',
      limit: { name, max: expect.any(Number) },
    })
    expect(errors).toHaveLength(1)
    expect(data).toBeUndefined()
    expect(asked).toEqual([])
  })

  it.each([0, -1, 101, 2_147_483_647])('a list of %d', async (first) => {
    const { errors } = await ask('query ($n: Int!) { things(first: $n) { nodes { id } } }', {
      n: first,
    })

    expect(['invalid_parameter', 'graphql_limit_exceeded']).toContain(errors?.[0]?.extensions.code)
    expect(asked).toEqual([])
  })

  it('a list that does not say how long it may be', async () => {
    for (const query of ['{ things { nodes { id } } }', one('others { id }')]) {
      const { errors } = await ask(query)

      expect(errors?.[0]?.extensions.code).toBe('graphql_validation_failed')
    }
    expect(asked).toEqual([])
  })

  it('several requests in one', async () => {
    const answer = await post([{ query: '{ __typename }' }, { query: '{ __typename }' }])

    expect(answer.statusCode).toBe(400)
  })

  it('variables that are larger than a body may be', async () => {
    const answer = await post({ query: '{ __typename }', variables: { a: 'x'.repeat(2_000_000) } })

    expect(answer.statusCode).toBe(413)
    expect(answer.json().code).toBe('content_too_large')
  })

  it('what was answered once, with other variables, and is answered again', async () => {
    const query = `query ($n: Int!) { ${many(10, (at) => `a${at}: things(first: $n) { nodes { self { self { self { id } } } } }`)} }`
    const codeFor = async (n: number) => (await ask(query, { n })).errors?.[0]?.extensions.code

    expect(await codeFor(1)).toBeUndefined()
    expect(await codeFor(100)).toBe('graphql_limit_exceeded')
    expect(await codeFor(1)).toBeUndefined()
    expect(asked).toHaveLength(20)
  })

  it('within the limits, the same is answered', async () => {
    const { errors } = await ask(one(`${many(15, (at) => `a${at}: id`)} ${deep(10)}`))

    expect(errors?.[0]?.extensions.code).toBe('internal')
    expect(asked).toEqual(['get'])
  })
})

describe('what is below all of a level', () => {
  const list = (selection: string) => `{ things(first: 3) { nodes { ${selection} } } }`
  const own = things()
  let full: TestApp

  const askFull = (query: string) => askGraphql(full, query, {}, {}, thingsUrl)

  beforeAll(async () => {
    full = await serveGraphql([own.resource])
    const create = 'mutation { createThing(input: { title: "a" }) { thing { id } } }'
    for (const _ of [1, 2, 3]) await askFull(create)
  })

  afterAll(async () => {
    await full.close()
  })

  beforeEach(() => {
    own.asked.length = 0
  })

  it('is asked for once', async () => {
    const { errors } = await askFull(list('self { id } others(first: 2) { id }'))

    expect(errors).toBeUndefined()
    expect(own.asked.toSorted()).toEqual(['list', 'list', 'others of 3'])
  })

  it('is asked for once at each level', async () => {
    const { errors } = await askFull(list('others(first: 2) { others(first: 1) { id } }'))

    expect(errors).toBeUndefined()
    expect(own.asked).toEqual(['list', 'others of 3', 'others of 2'])
  })

  it.each([0, -1, 101])('is no list of %d', async (first) => {
    const { errors } = await askFull(list(`others(first: ${first}) { id }`))

    expect(errors?.[0]?.extensions.code).toBe('invalid_parameter')
    expect(own.asked).toEqual(['list'])
  })

  it('is read again once something was changed', async () => {
    const created = 'createThing(input: { title: "a" }) { thing { others(first: 100) { id } } }'
    const { data } = await askFull(`mutation { a: ${created} b: ${created} }`)

    expect(data?.b.thing.others).toHaveLength(data?.a.thing.others.length + 1)
    expect(own.asked).toEqual(['create', 'others of 1', 'create', 'others of 1'])
  })
})

describe('what is no request is refused', () => {
  it('JSON that is none', async () => {
    const answer = await post('{"query": ')

    expect(answer.statusCode).toBe(400)
    expect(answer.headers['content-type']).toMatch('application/problem+json')
  })

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/graphql',
  ])('a body of %s, as a page of anybody can send it', async (type) => {
    const answer = await post('query={__typename}', { 'content-type': type })

    expect(answer.statusCode).toBe(415)
  })

  it('a change by GET', async () => {
    const query = encodeURIComponent('mutation { deleteThing(id: "x") { id } }')
    const answer = await app.api.inject(`${thingsUrl}?query=${query}`)

    expect(answer.statusCode).toBe(405)
    expect(asked).toEqual([])
  })

  it.each(['cross-site', 'same-site'])('a question by GET of a page that is %s', async (site) => {
    const answer = await app.api.inject({
      url: `${thingsUrl}?query={__typename}`,
      headers: { 'sec-fetch-site': site },
    })

    expect(answer.statusCode).toBe(403)
    expect(answer.json().code).toBe('forbidden')
  })

  it('a syntax error, a field that is not there', async () => {
    expect((await ask('{')).errors?.[0]?.extensions.code).toBe('graphql_parse_failed')
    expect((await ask('{ thin }')).errors?.[0]?.extensions.code).toBe('graphql_validation_failed')
  })

  it.each([
    [{}, '/title', 'required'],
    [{ title: 'a', more: 1 }, '/more', 'unknown'],
    [{ title: 1 }, '/title', 'type'],
    [{ title: null }, '/title', 'type'],
    [{ title: 'x'.repeat(21) }, '/title', 'maxLength'],
  ])('an input of %j, where it is wrong', async (input, pointer, code) => {
    const query =
      'mutation ($input: CreateThingInput!) { createThing(input: $input) { thing { id } } }'
    const { errors } = await ask(query, { input })

    expect(errors?.[0]?.extensions.code).toBe('validation_failed')
    expect(errors?.[0]?.extensions.errors).toMatchObject([{ pointer, code }])
    expect(asked).toEqual([])
  })
})

describe('the schema is nobody\u2019s business in production', () => {
  it.each([
    '{ __schema { types { name } } }',
    '{ __type(name: "Thing") { name } }',
    `query { thing(id: "${id}") { id } __schema { queryType { name } } }`,
  ])('%s', async (query) => {
    const { errors } = await askGraphql(hardened, query, {}, {}, thingsUrl)

    expect(errors?.[0]?.message).toMatch('introspection')
    expect((await ask(query)).errors?.[0]?.message ?? '').not.toMatch('introspection')
  })

  it('has no suggestions', async () => {
    const misspelled = '{ thin(id: "x") { id } }'
    const answer = await askGraphql(hardened, misspelled, {}, {}, thingsUrl)

    expect(JSON.stringify(answer)).not.toMatch(/did you mean/i)
    expect(JSON.stringify(await ask(misspelled))).toMatch(/did you mean/i)
  })

  it('has no page', async () => {
    const headers = { accept: 'text/html' }
    const closed = await hardened.api.inject({ url: thingsUrl, headers })

    expect(closed.body).not.toMatch('<html')
  })
})

describe('errors', () => {
  it('tell nothing that is meant for the log', async () => {
    const answer = await ask(one('id'))

    expect(JSON.stringify(answer)).not.toMatch('secret')
    expect(answer.errors?.[0]?.extensions).toEqual({
      code: 'internal',
      requestId: expect.any(String),
    })
    expect(JSON.stringify(app.logs)).toMatch('a secret of the database')
  })

  it('tell nothing either where no resolver was ready for it', async () => {
    const thing = {
      id,
      get createdAt(): Date {
        throw new Error('a secret of a cursor')
      },
    }
    const service = { list: async () => ({ data: [thing], next: null }) }
    const broken = { ...resource, serviceOn: () => () => service }
    const served = await serveGraphql([broken as unknown as typeof resource])
    const query = '{ things(first: 1) { pageInfo { endCursor } } }'
    const answer = await askGraphql(served, query, {}, {}, thingsUrl)

    expect(answer.errors?.[0]?.extensions.code).toBe('internal')
    expect(JSON.stringify(answer)).not.toMatch('secret')
    expect(JSON.stringify(served.logs)).toMatch('a secret of a cursor')
    await served.close()
  })

  it('say who may not', async () => {
    const update = `mutation { updateThing(id: "${id}", input: { title: "a" }) { thing { id } } }`
    const remove = `mutation { deleteThing(id: "${id}") { id } }`
    const codeOf = async (query: string, headers = {}) =>
      (await ask(query, {}, headers)).errors?.[0]?.extensions.code

    expect(await codeOf(update)).toBe('unauthenticated')
    expect(await codeOf(remove)).toBe('unauthenticated')
    expect(await codeOf(remove, signedIn(someone))).toBe('forbidden')
    expect(asked).toEqual([])
    expect(await codeOf(remove, signedIn({ ...someone, roles: ['admin'] }))).toBeUndefined()
    expect(asked).toEqual(['remove'])
  })
})

describe('what only some may', () => {
  const own = things()
  const known = { access: 'authenticated' } as const
  const pair = `id: "${id}", otherId: "${id}"`
  let closed: TestApp

  beforeAll(async () => {
    const { policy, relations } = own.resource
    closed = await serveGraphql([
      {
        ...own.resource,
        policy: { ...policy, get: known },
        relations: relations.map((relation) => ({ ...relation, admission: known })),
      },
    ])
    await askGraphql(
      closed,
      'mutation { createThing(input: { title: "a" }) { thing { id } } }',
      {},
      {},
      thingsUrl,
    )
  })

  afterAll(async () => {
    await closed.close()
  })

  beforeEach(() => {
    own.asked.length = 0
  })

  it.each([
    ['what something leads to', '{ things(first: 1) { nodes { self { id } } } }', 'list'],
    ['a node', `{ node(id: "${globalIdOf('Thing', id)}") { globalId } }`, 'list'],
    ['what is below', '{ things(first: 1) { nodes { others(first: 1) { id } } } }', 'others of 1'],
    ['a link', `mutation { addThingOthers(${pair}) { thing { id } } }`, 'add'],
    ['no link', `mutation { removeThingOthers(${pair}) { thing { id } } }`, 'take away'],
  ])('is refused to the others: %s', async (_, query, work) => {
    const { errors } = await askGraphql(closed, query, {}, {}, thingsUrl)
    expect(errors?.[0]?.extensions.code).toBe('unauthenticated')
    const done = () => own.asked.splice(0).filter((it) => it === work).length
    const refused = done()

    const answer = await askGraphql(closed, query, {}, signedIn(someone), thingsUrl)
    expect(answer.errors).toBeUndefined()
    expect(done()).toBe(refused + 1)
  })
})

it('is refused to change what nobody says the version of, where that is demanded', async () => {
  const own = things()
  const strict = await serveGraphql([own.resource], {
    env: { REQUIRE_IF_MATCH: 'true' },
    caller: { ...someone, roles: ['admin'] },
  })
  const asked = (version: string) =>
    askGraphql(strict, `mutation { deleteThing(id: "${id}"${version}) { id } }`, {}, {}, thingsUrl)

  expect((await asked('')).errors?.[0]?.extensions.code).toBe('precondition_required')
  expect((await asked(', version: 1')).errors).toBeUndefined()
  expect(own.asked).toEqual(['remove'])
  await strict.close()
})

describe('what is not declared', () => {
  const [relation] = resource.relations

  it.each([
    [
      'an operation that does not say whom it is for',
      { policy: { ...resource.policy, get: undefined } },
    ],
    [
      'one for nobody that is known',
      { policy: { ...resource.policy, get: { access: 'friends' } } },
    ],
    [
      'one of a guard that is not there',
      { policy: { ...resource.policy, get: { access: 'authenticated', guard: 'none' } } },
    ],
    ['a reference to what is not there', { references: { other: { id: 'id', type: 'Other' } } }],
    [
      'a reference from what is not there',
      { references: { other: { id: 'otherId', type: 'Thing' } } },
    ],
    ['a list that does not say whom it is for', { relations: [{ ...relation, admission: {} }] }],
    [
      'a list of what is not there',
      { relations: [{ ...relation, lists: [{ ...relation?.lists[0], type: 'Other' }] }] },
    ],
    [
      'a list below what is not there',
      { relations: [{ ...relation, lists: [{ ...relation?.lists[0], of: 'Other' }] }] },
    ],
    [
      'a field that no type stands for',
      { schemas: { ...resource.schemas, answer: { type: 'object', properties: { id: {} } } } },
    ],
  ])('%s stops the start', async (_, change) => {
    await expect(serveGraphql([{ ...resource, ...change } as typeof resource])).rejects.toThrow(
      /Thing/,
    )
  })
})
