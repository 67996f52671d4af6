import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startFakePayments } from '../../../test/integrations/payments.fake.ts'
import { openTarget, type TestTarget } from '../../../test/support/target.ts'
import type { ThirdParty } from '../../../test/support/third-party.ts'
import { createPayments } from './payments.client.ts'
import type { Payments } from './payments.ts'

let fake: ThirdParty
let target: TestTarget
let paymentsClient: Payments

beforeEach(async () => {
  fake = await startFakePayments()
  target = openTarget('payments', { url: fake.url })
  paymentsClient = createPayments(target)
})

afterEach(async () => {
  await target.close()
  await fake.close()
})

describe('createCharge', () => {
  const input = { amount: 1, currency: 'Fir' }

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
  const input = { id: 'first' }

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
