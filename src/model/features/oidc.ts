import type { Feature } from './feature.ts'

export const oidc: Feature = {
  name: 'oidc',
  summary: 'logging in by OpenID Connect, and machine clients',
  question: 'Log in by OpenID Connect too?',
  flag: '--oidc',
  noFlag: '--no-oidc',
  default: false,
  layer: 'auth-oidc',
  needs: { name: 'auth', kind: 'local' },
  automatic: false,
}
