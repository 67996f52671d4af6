// Random lives of a project, as many as are asked for: npm run sequences -- --cases 1000 --seed 7

import { runCases } from './cases.js'

runCases({ cases: '100' }, ({ cases, seed }) => [
  {
    project: 'templates',
    file: 'test/templates/sequences.test.ts',
    env: { SEQUENCE_CASES: cases, SEQUENCE_SEED: seed },
  },
])
