import type { Feature } from './feature.ts'

export const githubCi: Feature = {
  name: 'github-ci',
  summary: 'a GitHub workflow that runs every check',
  question: 'Add a GitHub workflow that runs every check?',
  flag: '--ci github',
  noFlag: '--no-ci',
  default: true,
  layer: 'github-ci',
  automatic: false,
}
