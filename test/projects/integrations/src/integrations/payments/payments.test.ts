import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startFakePayments } from '../../../test/integrations/payments.fake.ts'
import {
  openQueueingTarget,
  type QueueingTestTarget,
} from '../../../test/support/queueing-target.ts'
import type { ThirdParty } from '../../../test/support/third-party.ts'
import { createPayments } from './payments.client.ts'
import { paymentsJobs } from './payments.jobs.ts'
import type { Payments } from './payments.ts'

let fake: ThirdParty
let target: QueueingTestTarget
let paymentsClient: Payments

beforeEach(async () => {
  fake = await startFakePayments()
  target = openQueueingTarget('payments', { url: fake.url }, paymentsJobs)
  paymentsClient = createPayments(target)
})

afterEach(async () => {
  await target.close()
  await fake.close()
})

describe('createCharge', () => {
  const input = { amount: 1, currency: 'Fir' } as const

  it('answers with what payments says', async () => {
    const answered = await paymentsClient.createCharge(input)

    expect(answered).toEqual({ value: { id: 'First id', status: 'First status' }, source: 'live' })
    expect(fake.received).toMatchObject([{ method: 'POST' }])
  })

  it('is tried again, and then its caller is told', async () => {
    fake.behave({ kind: 'answer', status: 503 })

    await expect(paymentsClient.createCharge(input)).rejects.toMatchObject({
      outcome: 'unavailable',
    })
    expect(fake.received).toHaveLength(3)
    const keys = fake.received.map(({ headers }) => headers['idempotency-key'])
    expect(keys[0]).toBeDefined()
    expect(new Set(keys).size).toBe(1)
  })
})

describe('getCharge', () => {
  const input = { id: 'first' } as const

  it('answers with what payments says', async () => {
    const answered = await paymentsClient.getCharge(input)

    expect(answered).toEqual({
      value: { id: 'First id', status: 'First status', paidAt: '2026-01-31T09:30:00.000Z' },
      source: 'live',
    })
    expect(fake.received).toMatchObject([{ method: 'GET' }])
  })

  it('answers with its last good answer while it is gone, and says so', async () => {
    const { value } = await paymentsClient.getCharge(input)
    fake.behave({ kind: 'answer', status: 503 })

    expect(await paymentsClient.getCharge(input)).toEqual({ value, source: 'stale' })
    expect(fake.received).toHaveLength(4)
  })

  it('fails while it is gone and has never answered', async () => {
    fake.behave({ kind: 'answer', status: 503 })

    await expect(paymentsClient.getCharge(input)).rejects.toMatchObject({ outcome: 'unavailable' })
  })
})

describe('refundCharge', () => {
  const input = { id: 'first', amount: 1, reason: 'duplicate' } as const

  it('answers with what payments says', async () => {
    const answered = await paymentsClient.refundCharge(input)

    expect(answered).toEqual({ value: { id: 'First id' }, source: 'live' })
    expect(fake.received).toMatchObject([{ method: 'POST' }])
  })

  it('is done later while it is gone, as the same deed, and says so', async () => {
    fake.behave({ kind: 'answer', status: 503 })

    expect(await paymentsClient.refundCharge(input)).toMatchObject({ source: 'queued' })
    expect(fake.received).toHaveLength(3)
    expect(target.queued).toMatchObject([{ data: { input } }])
    const keys = fake.received.map(({ headers }) => headers['idempotency-key'])
    expect(new Set([...keys, target.queued[0]?.data.idempotencyKey]).size).toBe(1)
  })

  it('is not done later where it is refused', async () => {
    fake.behave({ kind: 'answer', status: 422 })

    await expect(paymentsClient.refundCharge(input)).rejects.toMatchObject({ outcome: 'refused' })
    expect(target.queued).toEqual([])
  })
})

describe('forgetCustomer', () => {
  const input = { id: 'first' } as const

  it('answers with what payments says', async () => {
    const answered = await paymentsClient.forgetCustomer(input)

    expect(answered).toEqual({ value: undefined, source: 'live' })
    expect(fake.received).toMatchObject([{ method: 'DELETE' }])
  })

  it('is done later while it is gone, as the same deed, and says so', async () => {
    fake.behave({ kind: 'answer', status: 503 })

    expect(await paymentsClient.forgetCustomer(input)).toMatchObject({ source: 'queued' })
    expect(fake.received).toHaveLength(3)
    expect(target.queued).toMatchObject([{ data: { input } }])
  })

  it('is not done later where it is refused', async () => {
    fake.behave({ kind: 'answer', status: 422 })

    await expect(paymentsClient.forgetCustomer(input)).rejects.toMatchObject({ outcome: 'refused' })
    expect(target.queued).toEqual([])
  })
})
