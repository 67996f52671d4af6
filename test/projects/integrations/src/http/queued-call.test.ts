import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../test/support/app.ts'
import { countJobs } from '../jobs/counts.ts'
import type { Resource } from '../resources/resource.ts'
import { callOf, sourceHeaders } from './integration-call.ts'

const things: Resource = {
  path: '/things',
  plugin:
    ({ integrations }) =>
    async (scope) => {
      scope.post('/', { config: { access: 'public' } }, async (request, reply) => {
        const input = { id: 'first', amount: 1, reason: 'duplicate' } as const
        const answered = await integrations.payments.refundCharge(input, callOf(request))
        reply.headers(sourceHeaders(answered)).code(answered.source === 'queued' ? 202 : 200)
        return {}
      })
    },
}

let app: TestApp

beforeAll(async () => {
  app = await createTestApp({ resources: [things] })
})

afterAll(() => app.close())

it('waits in the database of the project, and its caller is told', async () => {
  // In tests it has no address, and so it cannot be reached.
  const answer = await app.api.inject({ method: 'POST', url: '/v1/things' })

  expect([answer.statusCode, answer.headers['x-answer-source']]).toEqual([202, 'queued'])
  expect(await countJobs(app.db)).toContainEqual({
    name: 'payments-refund-charge',
    waiting: 1,
    active: 0,
    failed: 0,
  })
})
