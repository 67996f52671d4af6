import { parseArguments, refuseSurplus } from '../src/cli/arguments.ts'
import type { Arguments, Command, Flag } from '../src/cli/command.ts'
import { usageError } from '../src/errors.ts'

// plop takes these for itself, wherever they stand.
const plopFlags: readonly Flag[] = [
  plopFlag('cwd', 'folder'),
  plopFlag('preload', 'module'),
  plopFlag('plopfile', 'file'),
  plopFlag('completion', 'shell'),
  plopFlag('dest', 'folder'),
  plopFlag('progress'),
  plopFlag('no-progress'),
  { ...plopFlag('show-type-names'), short: 't' },
]

function plopFlag(name: string, value?: string): Flag {
  const summary = { summary: '', group: 'plop', example: `plop --${name}` }
  return value === undefined ? { name, ...summary } : { name, value, ...summary }
}

/**
 * What a generator was given, as in `plop resource article -- --fields "…"`: plop's own flags and
 * the generator's name are taken away, and it makes no difference whether a `--` stands there.
 *
 * @param argv without the program: `process.argv.slice(2)`
 * @param generator the name under which the generator is registered
 * @throws UserError with exit code 2
 */
export async function plopArguments(
  argv: readonly string[],
  generator: string,
  command: Command,
): Promise<Arguments> {
  const dashes = argv.indexOf('--')
  const words = dashes === -1 ? argv : argv.toSpliced(dashes, 1)
  if (words.some((word) => word === '--force' || word === '-f')) {
    throw usageError('There is no --force: a generator never overwrites what you wrote.', {
      help: 'Move the file in question away, or change it, and run the command again.',
    })
  }
  const ending = words.find((word) => word === '--continue' || word === '--abort')
  if (ending !== undefined) {
    throw usageError(`${ending} is no flag of a generator: it is for whatever is pending.`, {
      help: `npx create-alex-api ${ending.slice(2)}`,
    })
  }
  const { flags, positionals } = await parseArguments(words, {
    ...command,
    positionals: [{ name: 'generator', summary: '' }, ...command.positionals],
    flags: [...command.flags, ...plopFlags.filter(({ name }) => !owns(command, name))],
  })
  const rest = positionals[0] === generator ? positionals.slice(1) : positionals
  refuseSurplus(rest, command)
  const own = Object.entries(flags).filter(([name]) => owns(command, name))
  return { flags: Object.fromEntries(own), positionals: rest }
}

function owns(command: Command, name: string): boolean {
  return command.flags.some((flag) => flag.name === name)
}

/** The name of the generator, as it was typed: the first word that no flag of plop takes. */
export function firstWord(argv: readonly string[]): string | undefined {
  const dashes = argv.indexOf('--')
  const words = dashes === -1 ? argv : argv.slice(0, dashes)
  const takesNext = (word = '') =>
    plopFlags.some(({ name, value }) => value !== undefined && word === `--${name}`)
  return words.find((word, index) => !word.startsWith('-') && !takesNext(words[index - 1]))
}
