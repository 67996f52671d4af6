import { describe, expect, it } from 'vitest'
import { breakingChanges } from './breaking.ts'
import type { Schema } from './document.ts'

const thing: Schema = {
  type: 'object',
  additionalProperties: false,
  required: ['name', 'state'],
  properties: {
    name: { type: 'string', maxLength: 20 },
    state: { type: 'string', enum: ['open', 'done'] },
    size: { type: ['integer', 'null'], minimum: 0 },
  },
}

/** A document with one path; what is given replaces parts of it. */
function documentOf({ body = thing, answer = thing, post = {}, get = {} }: Schema = {}): object {
  const json = (schema: Schema) => ({ content: { 'application/json': { schema } } })
  const limit = { name: 'limit', in: 'query', schema: { type: 'integer', maximum: 100 } }
  const list = { parameters: [limit], responses: { 200: json(answer) }, ...get }
  const create = { requestBody: json(body), responses: { 201: json(answer) }, ...post }
  return { paths: { '/v1/things': { get: list, post: create } } }
}

/** The thing, with parts replaced: `{ properties: { name: … } }`. */
function changed({ properties = {}, ...rest }: Schema): Schema {
  return { ...thing, ...rest, properties: { ...thing.properties, ...properties } }
}

const more = { name: { type: 'string', maxLength: 40 }, note: { type: 'string' } }
const limitOf = (parameter: Schema) => [{ name: 'limit', in: 'query', ...parameter }]

it('nothing breaks where nothing changes', () => {
  expect(breakingChanges(documentOf(), documentOf())).toEqual([])
})

describe('an addition breaks nothing', () => {
  it.each<[what: string, later: Schema]>([
    ['a longer text and a new key in a body', { body: changed({ properties: more }) }],
    ['a key that need not be given', { body: changed({ required: ['name'] }) }],
    ['a new key in an answer', { answer: changed({ properties: { note: { type: 'string' } } }) }],
    [
      'a shorter text in an answer',
      { answer: changed({ properties: { name: { type: 'string', maxLength: 5 } } }) },
    ],
    [
      'a wider parameter',
      { get: { parameters: limitOf({ schema: { type: 'integer', maximum: 500 } }) } },
    ],
  ])('%s', (_, later) => {
    expect(breakingChanges(documentOf(), documentOf(later))).toEqual([])
  })
})

describe('it breaks a client', () => {
  it.each<[change: string, later: Schema]>([
    [
      'POST /v1/things: the body/name has another maxLength: 10',
      { body: changed({ properties: { name: { type: 'string', maxLength: 10 } } }) },
    ],
    [
      'POST /v1/things: the body/name has another pattern: ^a$',
      {
        body: changed({ properties: { name: { type: 'string', maxLength: 20, pattern: '^a$' } } }),
      },
    ],
    [
      'POST /v1/things: the body/size cannot be null any more',
      { body: changed({ properties: { size: { type: 'integer', minimum: 0 } } }) },
    ],
    [
      'POST /v1/things: the body/size has another minimum: 1',
      { body: changed({ properties: { size: { type: ['integer', 'null'], minimum: 1 } } }) },
    ],
    [
      'POST /v1/things: the body/state cannot be "done" any more',
      { body: changed({ properties: { state: { type: 'string', enum: ['open'] } } }) },
    ],
    [
      'POST /v1/things: the body/size is needed now',
      { body: changed({ required: ['name', 'state', 'size'] }) },
    ],
    [
      'POST /v1/things: the body/size is not taken any more',
      {
        body: {
          ...thing,
          properties: { name: thing.properties.name, state: thing.properties.state },
        },
      },
    ],
    [
      'POST /v1/things: the answer 201/name may be missing now',
      { answer: changed({ required: ['state'] }) },
    ],
    [
      'POST /v1/things: the answer 201/name can be null now',
      { answer: changed({ properties: { name: { type: ['string', 'null'] } } }) },
    ],
    ['POST /v1/things: does not answer 201 any more', { post: { responses: { 202: {} } } }],
    ['GET /v1/things: does not take limit any more', { get: { parameters: [] } }],
    [
      'GET /v1/things: needs limit',
      {
        get: { parameters: limitOf({ required: true, schema: { type: 'integer', maximum: 100 } }) },
      },
    ],
    [
      'GET /v1/things: limit has another maximum: 10',
      { get: { parameters: limitOf({ schema: { type: 'integer', maximum: 10 } }) } },
    ],
  ])('%s', (change, later) => {
    expect(breakingChanges(documentOf(), documentOf(later))).toContain(change)
  })

  it('when an operation is gone, unless its end was announced', () => {
    expect(breakingChanges(documentOf(), { paths: {} })).toEqual([
      'GET /v1/things: is gone',
      'POST /v1/things: is gone',
    ])
    const announced = documentOf({ get: { deprecated: true }, post: { deprecated: true } })
    expect(breakingChanges(announced, { paths: {} })).toEqual([])
  })
})
