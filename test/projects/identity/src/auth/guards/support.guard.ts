import { type Guard, principalFrom } from '../guard.ts'
import type { Claims } from '../verifier.ts'

/** Who calls with a token of somebody else. The routes see its subject as a principal of its own. */
export const supportGuard = {
  name: 'support',
  trusts: {
    issuer: 'https://login.partner.example',
    audience: 'my-api',
    algorithm: 'ES256',
    type: 'at+jwt',
    keys: new URL('https://login.partner.example/jwks'),
  },
  roles: ['agent'],
  toPrincipal: (claims: Claims) => ({ ...principalFrom(claims), roles: rolesIn(claims) }),
} as const satisfies Guard

/** Those that its issuer has given (RFC 9068, 2.2.3.1). They open nothing but what this guard is for. */
function rolesIn({ roles }: Claims): readonly string[] {
  return Array.isArray(roles) ? roles.filter((role) => typeof role === 'string') : []
}
