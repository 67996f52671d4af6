import { expect, test } from 'vitest'
import { serve } from '../../test/support/http.ts'
import { refuseUnacceptable } from './accept.ts'

test.each([
  undefined,
  '',
  '*/*',
  'application/json',
  'APPLICATION/JSON',
  'application/*',
  'application/*+json',
  'application/json;charset=utf-8',
  'text/html, application/json;q=0.1',
  'text/html;q=1, */*;q=0.001',
  'application/*;q=0, application/json',
  'application/xml, application/*;q=0.5',
  'application/json;q=nonsense',
])('%s takes JSON', (accept) => {
  expect(() => refuseUnacceptable(accept, 'application/json')).not.toThrow()
})

test.each([
  'application/xml',
  'text/*',
  'json',
  'application/json;q=0',
  'application/json;q=0.000, */*',
  '*/*;q=0',
  'application/*;q=0, */*;q=1',
  'application/jsonp',
])('%s does not take JSON', (accept) => {
  expect(() => refuseUnacceptable(accept, 'application/json')).toThrow(/Accept/)
})

test('a caller that does not take JSON gets a 406, and is told so in JSON', async () => {
  const app = await serve(async (things) => {
    things.get('', { config: { access: 'public' } }, async () => ({}))
    things.get('/text', { config: { access: 'public', produces: 'text/csv' } }, async (_, reply) =>
      reply.type('text/csv').send('a'),
    )
  })
  const get = (url: string, accept: string) => app.api.inject({ url, headers: { accept } })
  const refused = await get('/v1/things', 'application/xml')
  expect(refused.statusCode).toBe(406)
  expect(refused.headers['content-type']).toBe('application/problem+json; charset=utf-8')
  expect(refused.json()).toMatchObject({ code: 'not_acceptable', type: '/problems/not-acceptable' })
  expect((await get('/v1/things', 'application/json')).statusCode).toBe(200)
  expect((await get('/v1/things/text', 'application/json')).statusCode).toBe(406)
  expect((await get('/v1/things/text', 'text/csv')).statusCode).toBe(200)
  await app.close()
})
