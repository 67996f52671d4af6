import type { Feature } from './feature.ts'

export const docker: Feature = {
  name: 'docker',
  summary: 'a Dockerfile and a compose file with PostgreSQL',
  question: 'Add a Dockerfile and a compose file?',
  flag: '--docker',
  noFlag: '--no-docker',
  default: true,
  layer: 'docker',
  automatic: false,
}
