import { parseArgs } from 'node:util'
import { usageError } from '../errors.ts'
import type { Arguments, Command, Flag } from './command.ts'

/**
 * Checks what was typed against a command's flags and positionals.
 *
 * @throws UserError with exit code 2 for an unknown flag (naming the nearest one), a missing or
 *   needless value, a value that is no choice, two flags that contradict each other, or an argument
 *   too many
 */
export async function parseArguments(
  argv: readonly string[],
  command: Command,
): Promise<Arguments> {
  const known = new Map(command.flags.map((flag) => [flag.name, flag]))
  const { tokens } = parseArgs({
    args: [...argv],
    options: Object.fromEntries(command.flags.map((flag) => [flag.name, optionOf(flag)])),
    strict: false,
    tokens: true,
  })

  const flags: Record<string, string | true> = {}
  const positionals: string[] = []
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value)
    if (token.kind !== 'option') continue
    const flag = known.get(token.name)
    if (!flag) throw await unknownFlag(argv[token.index] ?? token.rawName, command)
    const value = flag.value === undefined ? switchValue(flag, token) : textValue(flag, token)
    const before = flags[flag.name]
    if (before !== undefined && before !== value) {
      throw usageError(`--${flag.name} is given twice, as ${before} and as ${value}.`)
    }
    flags[flag.name] = value
  }

  refuseOpposites(flags, command)
  refuseSurplus(positionals, command)
  return { flags, positionals }
}

type OptionToken = { value?: string | undefined; inlineValue?: boolean | undefined }

function optionOf(flag: Flag) {
  const type = flag.value === undefined ? ('boolean' as const) : ('string' as const)
  return flag.short === undefined ? { type } : { type, short: flag.short }
}

function switchValue(flag: Flag, { value }: OptionToken): true {
  if (value === undefined) return true
  throw usageError(`--${flag.name} takes no value, and got "${shown(value)}".`, {
    help: flag.opposite
      ? `Say --${flag.name} or --${flag.opposite}.`
      : `Say --${flag.name}, or leave it out.`,
  })
}

function textValue(flag: Flag, { value, inlineValue }: OptionToken): string {
  // `--name --yes` forgot its value: the next flag is none.
  if (value === undefined || value === '' || (!inlineValue && value.startsWith('-'))) {
    throw usageError(`--${flag.name} needs a value: ${flag.choices?.join(', ') ?? flag.value}.`, {
      help: `For example: ${flag.example}`,
    })
  }
  if (flag.choices && !flag.choices.includes(value)) {
    throw usageError(`--${flag.name} cannot be "${shown(value)}".`, {
      help: `It is one of ${flag.choices.join(', ')}. For example: ${flag.example}`,
    })
  }
  return value
}

async function unknownFlag(typed: string, command: Command) {
  const { nearest } = await import('../model/nearest.ts')
  const word = typed.replace(/=.*$/s, '')
  const names = command.flags.map(({ name }) => name)
  const meant = nearest(word.replace(/^-+/, ''), names)
  return usageError(`Unknown flag ${shown(word)}.`, {
    help: `${meant ? `Did you mean --${meant}? ` : ''}All flags: ${command.help}`,
  })
}

/** What was typed, as one line of a message: no control characters, no end of it. */
function shown(typed: string): string {
  const short = typed.length > 60 ? `${typed.slice(0, 57)}...` : typed
  return JSON.stringify(short).slice(1, -1).replaceAll('\\"', '"')
}

function refuseOpposites(flags: Readonly<Record<string, unknown>>, command: Command) {
  for (const { name, opposite } of command.flags) {
    if (opposite !== undefined && flags[name] !== undefined && flags[opposite] !== undefined) {
      throw usageError(`--${name} and --${opposite} contradict each other.`, {
        help: 'Give one of them.',
      })
    }
  }
}

/** @throws UserError with exit code 2 for an argument too many */
export function refuseSurplus(positionals: readonly string[], command: Command) {
  const surplus = positionals[command.positionals.length]
  if (surplus === undefined || command.positionals.at(-1)?.several) return
  const wanted = command.positionals.map(({ name }) => `[${name}]`).join(' ')
  throw usageError(`Unexpected argument "${shown(surplus)}".`, {
    where: `${command.usage} ${positionals.map(shown).join(' ')}`,
    help: `It takes ${wanted || 'no argument'} and flags. All of it: ${command.help}`,
  })
}
