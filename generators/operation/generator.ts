import { resolve } from 'node:path'
import type { Arguments } from '../../src/cli/command.ts'
import { processSession, type Session } from '../../src/cli/session.ts'
import { interruptible } from '../../src/commit/interrupt.ts'
import { plopArguments } from '../plop-arguments.ts'
import type { Plop, PlopGenerator } from '../plopfile.ts'
import type { GeneratorEntry, Run } from './operation.ts'

/**
 * A generator of plop. Its prompts read the command line themselves, and its one action plans,
 * previews and commits.
 *
 * plop's bin would run the action under a spinner whose Ctrl-C ends the process in the middle of
 * whatever it does, report it on stdout, and know no exit code but 1. So the prompts go on to the
 * action at once, and end the process with its exit code; under node-plop, `runActions` works too.
 */
export function operationGenerator<Answers>(
  plop: Plop,
  entry: GeneratorEntry<Answers>,
): PlopGenerator {
  const from = () => resolve(plop.getDestBasePath())
  return {
    description: entry.command.summary,
    prompts: async () => process.exit(await runFromTerminal(process.argv.slice(2), entry, from())),
    actions: [
      async (run: Omit<Run<Answers>, 'entry' | 'generator'>) => {
        const { runOperation } = await import('./run.ts')
        const whole = { ...run, entry, generator: await entry.load() }
        const code = await interruptible((signal) => runOperation(whole, processSession(signal)))
        if (code !== 0) throw new Error(`exit code ${code}`)
        return entry.name
      },
    ],
  }
}

/** Runs the generator with what was typed after `plop`, and returns the exit code. */
function runFromTerminal<Answers>(
  argv: readonly string[],
  entry: GeneratorEntry<Answers>,
  from: string,
): Promise<number> {
  return interruptible(async (signal) => {
    const session = processSession(signal)
    try {
      const args = await plopArguments(argv, entry.name, entry.command)
      return await dispatch(entry, args, from, session)
    } catch (error) {
      const { reportFailure } = await import('../../src/cli/failure.ts')
      const [json, dryRun] = [argv.includes('--json'), argv.includes('--dry-run')]
      return reportFailure(error, { session, command: entry.name, json, dryRun })
    }
  })
}

async function dispatch<Answers>(
  entry: GeneratorEntry<Answers>,
  args: Arguments,
  from: string,
  session: Session,
): Promise<number> {
  if (args.flags.help) {
    const { helpText } = await import('../../src/cli/help.ts')
    await session.out(helpText(entry.command))
    return 0
  }
  const [{ askRun }, { runOperation }] = await Promise.all([import('./ask.ts'), import('./run.ts')])
  return runOperation(await askRun(entry, args, { from, session }), session)
}
