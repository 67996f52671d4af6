import { startThirdParty, type ThirdParty } from '../support/third-party.ts'

/** A payments for tests and for the demonstration: it answers as the real one should. */
export function startFakePayments(): Promise<ThirdParty> {
  return startThirdParty(({ method, path }) => {
    const asked = `${method} ${path.split('?', 1)[0]}`
    return routes.find(([pattern]) => pattern.test(asked))?.[1] ?? {}
  })
}

const routes: readonly (readonly [RegExp, unknown])[] = [
  [/^POST \/charges$/, { id: 'First id', status: 'First status' }],
  [
    /^GET \/charges\/[^/]+$/,
    { id: 'First id', status: 'First status', paidAt: '2026-01-31T09:30:00.000Z' },
  ],
  [/^POST \/charges\/[^/]+\/refunds$/, { id: 'First id' }],
]
