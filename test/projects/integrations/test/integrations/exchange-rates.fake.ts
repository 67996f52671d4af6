import { startThirdParty, type ThirdParty } from '../support/third-party.ts'

/** A exchange-rates for tests and for the demonstration: it answers as the real one should. */
export function startFakeExchangeRates(): Promise<ThirdParty> {
  return startThirdParty(({ method, path }) => {
    const asked = `${method} ${path.split('?', 1)[0]}`
    return routes.find(([pattern]) => pattern.test(asked))?.[1] ?? {}
  })
}

const routes: readonly (readonly [RegExp, unknown])[] = [
  [/^GET \/rates\/[^/]+$/, { rate: 0.5, source: 'bank' }],
  [/^GET \/rates$/, [{ currency: 'Fir', rate: 0.5 }]],
  [/^GET \/banks$/, [{ id: 'First id' }]],
]
