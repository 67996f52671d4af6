// Random specifications of resources, as many as are asked for: npm run specs -- --cases 5000 --seed 7
// With --whole N as well, N resources of the accepted ones in one project, installed and tested.

import { spawnSync } from 'node:child_process'
import { parseArgs } from 'node:util'

const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '1000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    whole: { type: 'string', default: '0' },
  },
})
for (const [name, value] of Object.entries(values)) {
  if (!/^\d{1,9}$/.test(value)) {
    console.error(`--${name} is a whole number, and not ${value}.`)
    process.exit(2)
  }
}

const { cases, seed, whole } = values
console.log(`${cases} specifications from the seed ${seed}`)
const runs = [['templates', 'test/templates/specs.test.ts', cases]]
if (whole !== '0') runs.push(['e2e', 'test/e2e/specs.test.ts', whole])
for (const [project, file, count] of runs) {
  const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--project', project, file]
  const env = { ...process.env, SPEC_CASES: count, SPEC_SEED: seed }
  const { status } = spawnSync(process.execPath, vitest, { stdio: 'inherit', env })
  if (status !== 0) process.exitCode = 1
}
