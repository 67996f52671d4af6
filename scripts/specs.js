// Random specifications of resources, as many as are asked for: npm run specs -- --cases 5000 --seed 7
// With --whole N as well, N resources of the accepted ones in one project, installed and tested.

import { runCases } from './cases.js'

runCases({ cases: '1000', whole: '0' }, ({ cases, seed, whole }) => {
  const run = (project, count) => ({
    project,
    file: `test/${project}/specs.test.ts`,
    env: { SPEC_CASES: count, SPEC_SEED: seed },
  })
  return [run('templates', cases), ...(whole === '0' ? [] : [run('e2e', whole)])]
})
