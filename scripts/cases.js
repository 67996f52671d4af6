// What the scripts share that run a test with more random cases than it has by itself.

import { spawnSync } from 'node:child_process'
import { parseArgs } from 'node:util'

/**
 * @typedef {{ project: string, file: string, env: Record<string, string> }} Run
 *
 * @param {Record<string, string>} defaults by the name of their flag, whole numbers
 * @param {(values: Record<string, string>) => Run[]} runsOf
 */
export function runCases(defaults, runsOf) {
  const all = { ...defaults, seed: String(Date.now() % 1_000_000) }
  const options = Object.fromEntries(
    Object.entries(all).map(([name, value]) => [name, { type: 'string', default: value }]),
  )
  const { values } = parseArgs({ options })
  for (const [name, value] of Object.entries(values)) {
    if (!/^\d{1,9}$/.test(value)) {
      console.error(`--${name} is a whole number, and not ${value}.`)
      process.exit(2)
    }
  }
  console.log(`${values.cases} cases from the seed ${values.seed}`)
  for (const { project, file, env } of runsOf(values)) {
    const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--project', project, file]
    const { status } = spawnSync(process.execPath, vitest, {
      stdio: 'inherit',
      env: { ...process.env, ...env },
    })
    if (status !== 0) process.exitCode = 1
  }
}
