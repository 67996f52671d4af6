import { createPayments } from '../../src/integrations/payments/payments.client.ts'
import { paymentsJobs } from '../../src/integrations/payments/payments.jobs.ts'
import { OPEN_MS } from '../../src/resilience/limits.ts'
import { showOutage } from '../support/demonstration.ts'
import { openQueueingTarget } from '../support/queueing-target.ts'
import { startFakePayments } from './payments.fake.ts'

// Shows what happens while payments is gone, against a fake of it. Nothing outside is called.

const fake = await startFakePayments()
const target = openQueueingTarget('payments', { url: fake.url }, paymentsJobs)
const paymentsClient = createPayments(target)

await showOutage({
  title: 'payments, getCharge',
  fake,
  target,
  call: () => paymentsClient.getCharge({ id: 'first' }),
  openMs: OPEN_MS,
})
await target.close()
await fake.close()
