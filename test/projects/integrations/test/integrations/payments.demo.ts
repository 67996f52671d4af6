import { createPayments } from '../../src/integrations/payments/payments.client.ts'
import { OPEN_MS } from '../../src/resilience/limits.ts'
import { showOutage } from '../support/demonstration.ts'
import { openTarget } from '../support/target.ts'
import { startFakePayments } from './payments.fake.ts'

// Shows what happens while payments is gone, against a fake of it. Nothing outside is called.

const fake = await startFakePayments()
const target = openTarget('payments', { url: fake.url })
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
