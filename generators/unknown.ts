import type { Command } from '../src/cli/command.ts'
import { processSession } from '../src/cli/session.ts'
import { usageError } from '../src/errors.ts'
import { nearest } from '../src/model/nearest.ts'
import { firstWord } from './plop-arguments.ts'

interface Known {
  readonly name: string
  readonly command: Command
}

/**
 * Ends the process where no generator, or none of that name, was asked for: plop itself would take
 * the beginning of a name for a name, and list nothing. A person at a terminal is left to its menu.
 */
export async function refuseUnknown(
  argv: readonly string[],
  generators: readonly Known[],
): Promise<void> {
  const session = processSession(new AbortController().signal)
  const word = firstWord(argv)
  if (word === undefined ? session.interactive : generators.some(({ name }) => name === word))
    return
  const names = generators.map(({ name }) => name)
  const meant = word === undefined ? undefined : nearest(word, names)
  const width = Math.max(...names.map(({ length }) => length))
  const error = usageError(
    word === undefined
      ? 'Which generator? There is no terminal to ask in (or CI is set).'
      : `There is no generator ${JSON.stringify(word.slice(0, 60))}.`,
    {
      help: [
        ...(meant === undefined ? [] : [`Did you mean npx plop ${meant}?`]),
        'There are:',
        ...generators.map(({ name, command }) => `  ${name.padEnd(width)}  ${command.summary}`),
      ].join('\n'),
    },
  )
  const { reportFailure } = await import('../src/cli/failure.ts')
  const [json, dryRun] = [argv.includes('--json'), argv.includes('--dry-run')]
  process.exit(await reportFailure(error, { session, command: word ?? 'plop', json, dryRun }))
}
