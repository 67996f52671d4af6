import type { Feature } from './feature.ts'

export const jobs: Feature = {
  name: 'jobs',
  summary: 'background jobs, kept in the database, and a worker',
  question: 'Add background jobs?',
  flag: '--jobs',
  noFlag: '--no-jobs',
  default: false,
  layer: 'jobs',
  automatic: false,
}
