import type { Guard } from '../guard.ts'

/** Who calls with a token of somebody else. The routes see its subject as a principal of its own. */
export const billingGuard = {
  name: 'billing',
  trusts: {
    issuer: 'billing',
    audience: 'my-api',
    algorithm: 'Ed25519',
    type: 'JWT',
    keys: {
      keys: [{ crv: 'Ed25519', x: 'mRWELDlOL-SIHr6Q0GjFj4MzCf35luVOiJ99rMqJHfk', kty: 'OKP' }],
    },
  },
} as const satisfies Guard
