import type { Feature } from './feature.ts'

export const auth: Feature = {
  name: 'auth',
  summary: 'accounts and tokens',
  question: 'How does it tell who calls?',
  flag: '--auth local',
  noFlag: '--auth none',
  default: 'local',
  kinds: [
    {
      value: 'local',
      summary: 'accounts, passwords, sessions and tokens of its own',
      layers: ['auth', 'auth-local'],
      between: { feature: 'jobs', layer: 'auth-local-jobs', layerWithout: 'auth-local-process' },
    },
    {
      value: 'external',
      summary: 'the tokens of an identity provider',
      layers: ['auth', 'auth-external'],
    },
    {
      value: 'none',
      summary: 'not at all: it stands behind a gateway',
      layers: ['auth-none'],
    },
  ],
  layer: '',
  automatic: false,
}
