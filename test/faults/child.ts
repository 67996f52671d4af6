import { appendFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { interruptible } from '../../src/commit/interrupt.ts'
import { withLock } from '../../src/commit/lock.ts'
import { commitNewProject } from '../../src/commit/new-project.ts'
import { UserError } from '../../src/errors.ts'
import { formatError } from '../../src/report/error.ts'
import { type Fault, installFault } from './faults.ts'
import { generate, generateMarked, settle, TARGET } from './scenario.ts'

// Run as a process of its own, so that it can be killed: child.js <scenario> <path> <at> <fault>.
const [scenario, path = '', at = '0', fault = 'kill'] = process.argv.slice(2)

const SCENARIOS: Readonly<Record<string, () => Promise<unknown>>> = {
  changes: () => generate(path),
  marked: () => generateMarked(path),
  continue: () => settle(path, 'continue'),
  abort: () => settle(path, 'abort'),
  create: () => commitNewProject({ target: path, tree: TARGET }),
  /** Holds the lock, and writes down when. */
  lock: () =>
    withLock(path, async () => {
      await appendFile(`${path}.log`, `+${process.pid}\n`)
      await sleep(5)
      await appendFile(`${path}.log`, `-${process.pid}\n`)
    }),
  /** Holds the lock for ever. */
  hold: () =>
    withLock(path, async () => {
      process.stdout.write('held\n')
      await sleep(60_000)
    }),
  /** The same, in work that does not listen to its signal. */
  stuck: () => interruptible(() => SCENARIOS.hold?.() ?? Promise.reject()),
}

const pauses = fault === 'pause'
const faulty = installFault(
  Number(at),
  pauses
    ? async () => {
        process.stdout.write('paused\n')
        await sleep(300)
      }
    : (fault as Fault),
)
try {
  await SCENARIOS[scenario ?? '']?.()
} catch (error) {
  process.stderr.write(formatError(error))
  process.exitCode = error instanceof UserError ? error.exitCode : 1
}
process.stdout.write(`${JSON.stringify(faulty.calls)}\n`)
