import type { Target } from '../../resilience/target.ts'
import * as operations from './exchange-rates.operations.ts'
import type { ExchangeRates } from './exchange-rates.ts'

/** Keeps the promise of `ExchangeRates` by HTTP. */
export function createExchangeRates(target: Pick<Target, 'call'>): ExchangeRates {
  return {
    getRate: (input, options) => target.call(operations.getRateOperation, input, options),
    listRates: (input, options) => target.call(operations.listRatesOperation, input, options),
    listBanks: (input, options) => target.call(operations.listBanksOperation, input, options),
    report: (input, options) => target.call(operations.reportOperation, input, options),
  }
}
