import { Type } from 'typebox'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openQueueingTarget, type QueueingTestTarget } from '../../test/support/queueing-target.ts'
import { startThirdParty, type ThirdParty } from '../../test/support/third-party.ts'
import { defineJob } from '../jobs/job.ts'
import type { Operation } from './operation.ts'
import { queuedCall } from './queued-call.ts'
import { createQueueingTarget } from './queueing.ts'

const save: Operation = {
  name: 'save',
  method: 'PATCH',
  path: '/things/:id',
  sends: ['name', 'note'],
  answer: null,
  isIdempotent: true,
  sendsKey: true,
  fallback: { kind: 'queue' },
}
const jobs = {
  save: defineJob({
    name: 'things-save',
    data: queuedCall(
      Type.Object(
        {
          id: Type.String(),
          name: Type.String({ maxLength: 20 }),
          note: Type.Optional(Type.Null()),
        },
        { additionalProperties: false },
      ),
    ),
    handler: () => async () => {},
  }),
}
const input = { id: '1', name: 'one' }

let other: ThirdParty
let target: QueueingTestTarget

beforeEach(async () => {
  other = await startThirdParty()
  target = openQueueingTarget('things', { url: other.url, token: 'the-token', retries: 1 }, jobs)
})

afterEach(async () => {
  await target.close()
  await other.close()
})

const outcome = (call: Promise<{ readonly source: string }>) =>
  call.then(
    ({ source }) => source,
    (error) => error.outcome ?? error,
  )

it('is answered while it can be', async () => {
  expect(await target.callOrQueue(save, input)).toEqual({ value: undefined, source: 'live' })
  expect(target.queued).toEqual([])
})

it.each([
  ['it cannot be reached', { kind: 'reset' }],
  ['it fails', { kind: 'answer', status: 500 }],
  ['it has too much to do', { kind: 'answer', status: 429 }],
  ['it sends us elsewhere', { kind: 'answer', status: 302 }],
] as const)('waits where %s, under the key of its tries', async (_, behaviour) => {
  other.behave(behaviour)
  const answered = await target.callOrQueue(save, input)

  const keys = other.received.map(({ headers }) => headers['idempotency-key'])
  expect(answered).toEqual({ source: 'queued', idempotencyKey: keys[0] })
  expect(new Set(keys).size).toBe(1)
  expect(target.queued).toEqual([{ job: 'things-save', data: { idempotencyKey: keys[0], input } }])
})

it('waits where the circuit is open, and nothing is sent', async () => {
  other.behave({ kind: 'answer', status: 503 })
  while (target.state !== 'open') await target.callOrQueue(save, input)
  const sent = other.received.length

  expect(await outcome(target.callOrQueue(save, input))).toBe('queued')
  expect(other.received).toHaveLength(sent)
})

it('waits under the key that its caller says', async () => {
  other.behave({ kind: 'reset' })

  expect(await target.callOrQueue(save, input, { idempotencyKey: 'mine' })).toEqual({
    source: 'queued',
    idempotencyKey: 'mine',
  })
  expect(target.queued).toMatchObject([{ data: { idempotencyKey: 'mine' } }])
})

it('waits without what is not sent', async () => {
  other.behave({ kind: 'reset' })
  await target.callOrQueue(save, { ...input, note: undefined, password: 'hunter2' })

  expect(target.queued).toMatchObject([{ data: { input } }])
  expect(JSON.stringify(target.queued)).not.toMatch(/hunter2|the-token/)
})

it.each([400, 404, 409, 422])('does not wait where it is refused with %i', async (status) => {
  other.behave({ kind: 'answer', status })

  expect(await outcome(target.callOrQueue(save, input))).toBe('refused')
  expect(target.queued).toEqual([])
})

it('does not wait where its caller does not', async () => {
  other.behave({ kind: 'silent' })
  const caller = new AbortController()
  const call = outcome(target.callOrQueue(save, input, { signal: caller.signal }))
  await other.arrived(1)
  caller.abort()

  expect(await call).toBe('cancelled')
  expect(target.queued).toEqual([])
})

it('does not wait where nothing is to stand in', async () => {
  other.behave({ kind: 'reset' })
  const operation: Operation = { ...save, fallback: { kind: 'none' } }

  expect(await outcome(target.callOrQueue(operation, input))).toBe('unavailable')
  expect(target.queued).toEqual([])
})

it('fails in a job, which is tried again', async () => {
  other.behave({ kind: 'reset' })
  const inWorker = createQueueingTarget(target, { ...target.parts, jobs })

  expect(await outcome(inWorker.callOrQueue(save, input))).toBe('unavailable')
})

it('is not said to wait where it could not be put into its queue', async () => {
  other.behave({ kind: 'reset' })
  const call = target.callOrQueue(save, { ...input, name: 'x'.repeat(21) })

  await expect(call).rejects.toThrow('/input/name')
  expect((await target.metrics()).join()).not.toContain('source="queued"')
})

it('is counted and logged', async () => {
  other.behave({ kind: 'reset' })
  await target.callOrQueue(save, input)

  expect(await target.metrics()).toContain(
    'integration_fallbacks_total{integration="things",operation="save",source="queued"} 1',
  )
  expect(target.logs).toContainEqual({
    event: 'integration.fallback',
    integration: 'things',
    operation: 'save',
    outcome: 'unavailable',
    source: 'queued',
    reason: 'things cannot be reached',
  })
})
