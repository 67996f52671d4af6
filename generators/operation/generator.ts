import { resolve } from 'node:path'
import type { Arguments } from '../../src/cli/command.ts'
import { reported } from '../../src/cli/reported.ts'
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
    prompts: async () => {
      const argv = process.argv.slice(2)
      process.exit(
        await interruptible((signal) => runTyped(argv, entry, from(), processSession(signal))),
      )
    },
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

/**
 * Runs a generator with what was typed after `plop`. Prints every error; throws none.
 *
 * @param from a folder of the project
 * @returns the exit code
 */
export function runTyped<Answers>(
  argv: readonly string[],
  entry: GeneratorEntry<Answers>,
  from: string,
  session: Session,
): Promise<number> {
  return reported({ argv, command: entry.name, session }, async () => {
    const args = await plopArguments(argv, entry.name, entry.command)
    return dispatch(entry, args, from, session)
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
