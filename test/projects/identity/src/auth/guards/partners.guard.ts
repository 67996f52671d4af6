import type { Guard } from '../guard.ts'

/** Who calls with a token of somebody else. The routes see its subject as a principal of its own. */
export const partnersGuard = {
  name: 'partners',
  trusts: {
    issuer: 'https://login.partner.example',
    audience: 'my-api',
    algorithm: 'RS256',
    type: 'at+jwt',
    keys: new URL('https://login.partner.example/jwks'),
  },
  scopes: ['orders:read', 'orders:write'],
} as const satisfies Guard
