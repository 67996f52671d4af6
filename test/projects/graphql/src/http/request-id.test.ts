import { describe, expect, test } from 'vitest'
import { serve } from '../../test/support/http.ts'
import { requestIdOf, traceIdOf } from './request-id.ts'

describe('requestIdOf', () => {
  const of = (id: string) => requestIdOf({ headers: { 'x-request-id': id } })

  test.each(['abcd1234', 'A.b_c-9.', 'x'.repeat(128)])('takes over %s', (id) => {
    expect(of(id)).toBe(id)
  })

  test.each([
    '',
    'short',
    'x'.repeat(129),
    'with space',
    'a\r\nb: c123',
    'ünicode12',
    '"quoted"',
    'abcd1234, efgh5678',
  ])('replaces %j', (id) => {
    expect(of(id)).toMatch(/^[0-9a-f-]{36}$/)
  })

  test('makes one when there is none', () => {
    expect(requestIdOf({ headers: {} })).toMatch(/^[0-9a-f-]{36}$/)
  })
})

describe('traceIdOf', () => {
  const trace = '0af7651916cd43dd8448eb211c80319c'
  const parent = 'b7ad6b7169203331'
  const of = (traceparent: string) => traceIdOf({ headers: { traceparent } })

  test.each([
    `00-${trace}-${parent}-01`,
    `00-${trace}-${parent}-00`,
    `cc-${trace}-${parent}-01-later`,
  ])('reads %s', (value) => {
    expect(of(value)).toBe(trace)
  })

  test.each([
    '',
    `ff-${trace}-${parent}-01`,
    `00-${trace}-${parent}-01-more`,
    `00-${trace}-${parent}-01x`,
    `00-${trace.toUpperCase()}-${parent}-01`,
    `00-${'0'.repeat(32)}-${parent}-01`,
    `00-${trace}-${'0'.repeat(16)}-01`,
    `00-${trace}-${parent}`,
    `00-${trace}-${parent}-01, 00-${trace}-${parent}-01`,
  ])('ignores %j', (value) => {
    expect(of(value)).toBeUndefined()
  })
})

test('the request id is in the answer and, with the trace, in every line of the log', async () => {
  const app = await serve(async (things) => {
    things.get('', { config: { access: 'public' } }, async (request) => {
      request.log.info('from the handler')
      return {}
    })
  })
  const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'
  const headers = { 'x-request-id': 'caller-id-1', traceparent }
  const response = await app.api.inject({ url: '/v1/things', headers })
  expect(response.headers['x-request-id']).toBe('caller-id-1')
  const expected = { requestId: 'caller-id-1', trace_id: '0af7651916cd43dd8448eb211c80319c' }
  for (const msg of ['from the handler', 'request completed']) {
    expect(app.logs.find((line) => line.msg === msg)).toMatchObject(expected)
  }
  const refused = await app.api.inject({ url: '/%zz', headers })
  expect(refused.headers['x-request-id']).toBe('caller-id-1')
  expect(refused.json().requestId).toBe('caller-id-1')
  await app.close()
})
