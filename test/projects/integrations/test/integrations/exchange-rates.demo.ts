import { createExchangeRates } from '../../src/integrations/exchange-rates/exchange-rates.client.ts'
import { OPEN_MS } from '../../src/resilience/limits.ts'
import { showOutage } from '../support/demonstration.ts'
import { openTarget } from '../support/target.ts'
import { startFakeExchangeRates } from './exchange-rates.fake.ts'

// Shows what happens while exchange-rates is gone, against a fake of it. Nothing outside is called.

const fake = await startFakeExchangeRates()
const target = openTarget('exchange-rates', { url: fake.url })
const exchangeRatesClient = createExchangeRates(target)

await showOutage({
  title: 'exchange-rates, getRate',
  fake,
  target,
  call: () => exchangeRatesClient.getRate({ currency: 'first', day: '2026-01-31' }),
  openMs: OPEN_MS,
})
await target.close()
await fake.close()
