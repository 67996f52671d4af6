import { Registry } from 'prom-client'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startFakePayments } from '../../../test/integrations/payments.fake.ts'
import { testConfig } from '../../../test/support/config.ts'
import { createTestDatabase } from '../../../test/support/database.ts'
import { silentLogger, until, workerOn } from '../../../test/support/jobs.ts'
import type { ThirdParty } from '../../../test/support/third-party.ts'
import type { DatabaseHandle } from '../../database/connection.ts'
import { DEAD_LETTERS } from '../../jobs/boss.ts'
import { countJobs } from '../../jobs/counts.ts'
import { jobs } from '../../jobs/index.ts'
import type { Job } from '../../jobs/job.ts'
import { createJobQueue } from '../../jobs/queue.ts'
import type { Worker } from '../../jobs/worker.ts'
import { createIntegrationMetrics } from '../../observability/integration-metrics.ts'
import { newId } from '../../shared/id.ts'
import { openIntegrations } from '../index.ts'
import { paymentsForgetCustomerJob, paymentsRefundChargeJob } from './payments.jobs.ts'

// On a database, with a worker: what cannot be done at once is done later, and once.

let database: DatabaseHandle
let fake: ThirdParty
let outside: ReturnType<typeof openIntegrations>
let worker: Worker | undefined
let logs: string[]

beforeAll(async () => {
  database = await createTestDatabase()
})

beforeEach(async () => {
  logs = []
  fake = await startFakePayments()
  outside = openIntegrations({
    configs: testConfig(env()).integrations,
    logger: silentLogger([]),
    metrics: createIntegrationMetrics(new Registry()),
    newId,
    queue: createJobQueue(database.db),
  })
})

afterEach(async () => {
  await worker?.close()
  worker = undefined
  await outside.close()
  await fake.close()
})

afterAll(() => database.close())

/** So few tries that the circuit stays closed. */
const env = () => ({ PAYMENTS_URL: fake.url, PAYMENTS_RETRIES: '1' })

/** A worker that does not wait long before it tries again. */
async function workOn(job: Job<never>): Promise<void> {
  const eager = { ...job, retryDelaySeconds: 1 }
  worker = await workerOn(database, [eager], env(), silentLogger(logs))
}

async function waiting(name: string): Promise<number> {
  return (await countJobs(database.db)).find((counts) => counts.name === name)?.waiting ?? 0
}

const said = (words: string) => until(() => logs.some((line) => line.includes(words)))

describe('refundCharge', () => {
  const input = { id: 'first', amount: 1, reason: 'duplicate' } as const

  it('is one of those that a worker does', () => {
    expect(jobs).toContain(paymentsRefundChargeJob)
  })

  it('is done once when payments is back, as the same deed', async () => {
    // It takes every request, and its answers are lost.
    fake.behave({ kind: 'reset' })
    const answered = await outside.integrations.payments.refundCharge(input)
    const before = fake.received.length

    expect(answered.source).toBe('queued')
    expect(await waiting('payments-refund-charge')).toBe(1)
    fake.behave({ kind: 'answer' })
    await workOn(paymentsRefundChargeJob)
    await said('job done')

    const seen = fake.received.map(({ method, path, headers, body }) =>
      JSON.stringify([method, path, headers['idempotency-key'], body]),
    )
    expect(seen).toHaveLength(before + 1)
    expect(new Set(seen).size).toBe(1)
    expect(await waiting('payments-refund-charge')).toBe(0)
  })

  it('is tried again while payments is gone, and given up where it refuses', async () => {
    const before = await waiting(DEAD_LETTERS)
    fake.behave({ kind: 'answer', status: 503 })
    await outside.integrations.payments.refundCharge(input)
    await workOn(paymentsRefundChargeJob)
    await said('job failed and will be tried again')
    fake.behave({ kind: 'answer', status: 422 })
    await said('job given up')
    // It is said before it is put aside.
    await until(async () => (await waiting(DEAD_LETTERS)) > before)

    expect(await waiting('payments-refund-charge')).toBe(0)
    // It is a job of the worker, and not put into the queue once more.
    expect(await waiting(DEAD_LETTERS)).toBe(before + 1)
  })
})

describe('forgetCustomer', () => {
  const input = { id: 'first' } as const

  it('is one of those that a worker does', () => {
    expect(jobs).toContain(paymentsForgetCustomerJob)
  })

  it('is done once when payments is back, as the same deed', async () => {
    // It takes every request, and its answers are lost.
    fake.behave({ kind: 'reset' })
    const answered = await outside.integrations.payments.forgetCustomer(input)
    const before = fake.received.length

    expect(answered.source).toBe('queued')
    expect(await waiting('payments-forget-customer')).toBe(1)
    fake.behave({ kind: 'answer' })
    await workOn(paymentsForgetCustomerJob)
    await said('job done')

    const seen = fake.received.map(({ method, path, headers, body }) =>
      JSON.stringify([method, path, headers['idempotency-key'], body]),
    )
    expect(seen).toHaveLength(before + 1)
    expect(new Set(seen).size).toBe(1)
    expect(await waiting('payments-forget-customer')).toBe(0)
  })

  it('is tried again while payments is gone, and given up where it refuses', async () => {
    const before = await waiting(DEAD_LETTERS)
    fake.behave({ kind: 'answer', status: 503 })
    await outside.integrations.payments.forgetCustomer(input)
    await workOn(paymentsForgetCustomerJob)
    await said('job failed and will be tried again')
    fake.behave({ kind: 'answer', status: 422 })
    await said('job given up')
    // It is said before it is put aside.
    await until(async () => (await waiting(DEAD_LETTERS)) > before)

    expect(await waiting('payments-forget-customer')).toBe(0)
    // It is a job of the worker, and not put into the queue once more.
    expect(await waiting(DEAD_LETTERS)).toBe(before + 1)
  })
})
