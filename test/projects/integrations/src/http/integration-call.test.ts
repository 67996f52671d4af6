import { afterAll, beforeAll, expect, it } from 'vitest'
import type { TestApp } from '../../test/support/app.ts'
import { serve } from '../../test/support/http.ts'
import { TooManyCallsError, WrongAnswerError } from '../resilience/errors.ts'
import { callOf, sourceHeaders } from './integration-call.ts'

const config = { access: 'public' } as const
let app: TestApp

beforeAll(async () => {
  app = await serve(async (things) => {
    things.get('/stale', { config }, async (request, reply) => {
      reply.headers(sourceHeaders({ source: 'stale' }))
      return callOf(request)
    })
    things.get('/wrong', { config }, () => Promise.reject(new WrongAnswerError('their words')))
    things.get('/full', { config }, () => Promise.reject(new TooManyCallsError('payments')))
  })
})

afterAll(() => app.close())

it('hands over the id and the trace of a request', async () => {
  const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'
  const headers = { 'x-request-id': 'request-1', traceparent }
  const answer = await app.api.inject({ url: '/v1/things/stale', headers })

  expect(answer.json()).toEqual({ requestId: 'request-1', traceparent })
  expect(answer.headers['x-answer-source']).toBe('stale')
  expect(sourceHeaders({ source: 'live' })).toEqual({})
})

it('hands over no trace that is none', async () => {
  const headers = { traceparent: 'x\u007f' }
  const answer = await app.api.inject({ url: '/v1/things/stale', headers })

  expect(answer.json()).not.toHaveProperty('traceparent')
})

it.each([
  ['wrong', 502, 'bad_gateway'],
  ['full', 503, 'unavailable'],
])('%s is a %i that tells nothing', async (path, status, code) => {
  const answer = await app.api.inject(`/v1/things/${path}`)

  expect([answer.statusCode, answer.json().code]).toEqual([status, code])
  expect(answer.body).not.toMatch(/their words|payments/)
})
