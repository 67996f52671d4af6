import { resolve } from 'node:path'
import type { Arguments } from '../../src/cli/command.ts'
import { processSession, type Session } from '../../src/cli/session.ts'
import { interruptible } from '../../src/commit/interrupt.ts'
import { plopArguments } from '../plop-arguments.ts'
import type { Plop, PlopGenerator } from '../plopfile.ts'
import type { ResourceRun } from './ask.ts'
import { resourceCommand } from './command.ts'

/**
 * `plop resource`. Its prompts read the command line themselves, and its one action plans,
 * previews and commits.
 *
 * plop's bin would run the action under a spinner whose Ctrl-C ends the process in the middle of
 * whatever it does, report it on stdout, and know no exit code but 1. So the prompts go on to the
 * action at once, and end the process with its exit code; under node-plop, `runActions` works too.
 */
export function resourceGenerator(plop: Plop): PlopGenerator {
  const from = () => resolve(plop.getDestBasePath())
  return {
    description: resourceCommand.summary,
    prompts: async () => process.exit(await runFromTerminal(process.argv.slice(2), from())),
    actions: [
      async (run: ResourceRun) => {
        const { runResource } = await import('./index.ts')
        const code = await interruptible((signal) => runResource(run, processSession(signal)))
        if (code !== 0) throw new Error(`exit code ${code}`)
        return run.name
      },
    ],
  }
}

/** Runs the generator with what was typed after `plop`, and returns the exit code. */
function runFromTerminal(argv: readonly string[], from: string): Promise<number> {
  return interruptible(async (signal) => {
    const session = processSession(signal)
    try {
      return await dispatch(await plopArguments(argv, 'resource', resourceCommand), from, session)
    } catch (error) {
      const { reportFailure } = await import('../../src/cli/failure.ts')
      const [json, dryRun] = [argv.includes('--json'), argv.includes('--dry-run')]
      return reportFailure(error, { session, command: 'resource', json, dryRun })
    }
  })
}

async function dispatch(args: Arguments, from: string, session: Session): Promise<number> {
  if (args.flags.help) {
    const { helpText } = await import('../../src/cli/help.ts')
    await session.out(helpText(resourceCommand))
    return 0
  }
  const [{ askResource }, { runResource }] = await Promise.all([
    import('./ask.ts'),
    import('./index.ts'),
  ])
  return runResource(await askResource(args, { from, session }), session)
}
