import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { afterAll, expect, it } from 'vitest'
import { serve } from '../../test/support/http.ts'
import { ConflictError, InvalidError, TakenError } from '../shared/errors.ts'
import { bulkOf, createdOf, inBulk, MAX_BULK } from './bulk.ts'
import { openapiDocument } from './openapi.ts'

const Thing = Type.Object(
  { title: Type.String({ maxLength: 20 }) },
  { additionalProperties: false, examples: [{ title: 'One' }] },
)

const failures: Readonly<Record<string, Error>> = {
  taken: new TakenError('title'),
  busy: new ConflictError('busy', 'Come back later.'),
  dull: new InvalidError('dull', 'It is dull.', {
    errors: [{ pointer: '/data/0/title', code: 'dull', message: 'is dull' }],
  }),
}

const things: FastifyPluginAsyncTypebox = async (app) => {
  app.post(
    '/bulk',
    {
      config: { access: 'public', bulk: true },
      schema: { body: bulkOf(Thing), response: { 201: createdOf(Thing) } },
    },
    async (request, reply) => {
      const { data } = request.body
      for (const { title } of data) {
        const failure = failures[title]
        if (failure) throw failure
      }
      return reply.code(201).send({ data })
    },
  )
}

const app = await serve(things)
afterAll(() => app.close())

const post = (payload: object) =>
  app.api.inject({ method: 'POST', url: '/v1/things/bulk', payload })

it(`takes ${MAX_BULK} at once, and not one more`, async () => {
  const items = Array.from({ length: MAX_BULK + 1 }, (_, index) => ({ title: `${index}` }))

  const created = await post({ data: items.slice(1) })
  const refused = await post({ data: items })

  expect([created.statusCode, created.json()]).toEqual([201, { data: items.slice(1) }])
  expect(refused.statusCode).toBe(422)
  expect(refused.json().errors).toMatchObject([{ pointer: '/data', code: 'maxItems' }])
})

it.each([
  [
    'taken',
    409,
    [{ pointer: '/data', code: 'taken', message: 'title of an item: is already taken' }],
  ],
  ['dull', 422, [{ pointer: '/data/0/title', code: 'dull', message: 'is dull' }]],
  ['busy', 409, undefined],
])('says where it went wrong: %s', async (title, status, errors) => {
  const answer = await post({ data: [{ title }] })

  expect([answer.statusCode, answer.json().errors]).toEqual([status, errors])
})

it('takes a field of the same name as the list for a field', () => {
  expect(inBulk([{ pointer: '/data', code: 'taken', message: 'is already taken' }])).toEqual([
    { pointer: '/data', code: 'taken', message: 'data of an item: is already taken' },
  ])
})

it('has an example, and no place where the things are', async () => {
  const document = await openapiDocument(app.api)

  const operation = document.paths?.['/v1/things/bulk']?.post
  expect(operation?.responses['201']?.headers).not.toHaveProperty('Location')
  expect(operation?.requestBody).toMatchObject({
    content: { 'application/json': { example: { data: [{ title: 'One' }] } } },
  })
})
