import { Type } from 'typebox'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TestApp } from '../../test/support/app.ts'
import { serve } from '../../test/support/http.ts'
import { expectedVersion, tagged } from './etag.ts'

const config = { access: 'public', versioned: true } as const
const Thing = Type.Object({ version: Type.Integer() }, { additionalProperties: false })
const Expected = Type.Object({ expected: Type.Optional(Type.Integer()) })

let app: TestApp
let strict: TestApp

beforeAll(async () => {
  const start = (env: Record<string, string>) =>
    serve(
      async (things) => {
        const current = async () => ({ version: 7 })
        things.get('/:id', { config, schema: { response: { 200: Thing } } }, async (_, reply) =>
          tagged(reply, await current()),
        )
        things.delete(
          '/:id',
          { config, schema: { response: { 200: Expected } } },
          async (request) => {
            const expected = await expectedVersion(request, current)
            return expected === undefined ? {} : { expected }
          },
        )
      },
      { env },
    )
  app = await start({})
  strict = await start({ REQUIRE_IF_MATCH: 'true' })
})

afterAll(async () => {
  await app.close()
  await strict.close()
})

function send(method: 'GET' | 'HEAD' | 'DELETE', headers: Record<string, string> = {}, to = app) {
  return to.api.inject({ method, url: '/v1/things/1', headers })
}

describe('a read', () => {
  test('tells the version as a strong tag, and that the answer may be kept and must be checked', async () => {
    const { headers } = await send('GET')

    expect(headers.etag).toBe('"7"')
    expect(headers['cache-control']).toBe('private, no-cache')
    expect(headers.vary).toBe('accept, authorization, origin')
  })

  test.each(['"7"', 'W/"7"', '"6", "7"', ' "6" ,, W/"7" ', '*'])(
    'is 304 for who has %s, without a body and with the same fields',
    async (tags) => {
      for (const method of ['GET', 'HEAD'] as const) {
        const fresh = await send(method)
        const kept = await send(method, { 'if-none-match': tags })

        expect(kept.statusCode).toBe(304)
        expect(kept.body).toBe('')
        for (const name of ['etag', 'cache-control', 'vary'] as const) {
          expect(kept.headers[name]).toBe(fresh.headers[name])
        }
        expect(kept.headers['content-type']).toBeUndefined()
      }
    },
  )

  test.each(['"6"', '"77"', '7', '', '"7', 'w/"7"', '"7" "8"'])(
    'is whole for who has %s',
    async (tags) => {
      const answer = await send('GET', { 'if-none-match': tags })

      expect(answer.statusCode).toBe(200)
      expect(answer.json()).toEqual({ version: 7 })
    },
  )
})

describe('a change', () => {
  test.each([
    ['"7"', { expected: 7 }],
    ['"3"', { expected: 3 }],
    ['"6", "7"', { expected: 7 }],
    ['"a,b" , "7"', { expected: 7 }],
    ['*', {}],
  ])('with If-Match %s is for %j', async (tags, expected) => {
    const answer = await send('DELETE', { 'if-match': tags })

    expect(answer.statusCode).toBe(200)
    expect(answer.json()).toEqual(expected)
  })

  test('without it is for any version', async () => {
    expect((await send('DELETE')).json()).toEqual({})
  })

  test.each(['W/"7"', '"5", "6"', '"07"', '"x"', '"99999999999"', 'W/"7", "6"'])(
    'is refused for %s, which is never this version',
    async (tags) => {
      const answer = await send('DELETE', { 'if-match': tags })

      expect(answer.statusCode).toBe(412)
      expect(answer.json().type).toBe('/problems/precondition-failed')
    },
  )

  test.each(['7', '', ',', '"7', '"7" "8"', '"7", *', 'w/"7"', `${' '.repeat(8_000)}x`])(
    'cannot be for %s',
    async (tags) => {
      const answer = await send('DELETE', { 'if-match': tags })

      expect(answer.statusCode).toBe(400)
      expect(answer.json().errors).toMatchObject([{ parameter: 'if-match' }])
    },
  )

  test('has to say which version it is for where REQUIRE_IF_MATCH is true', async () => {
    const refused = await send('DELETE', {}, strict)

    expect(refused.statusCode).toBe(428)
    expect(refused.json().type).toBe('/problems/precondition-required')
    expect((await send('DELETE', { 'if-match': '"7"' }, strict)).statusCode).toBe(200)
    expect((await send('GET', {}, strict)).statusCode).toBe(200)
  })
})
