import type { Command, Flag } from './command.ts'

/** The text of `--help`: usage, every flag in its group with an example, whole examples. */
export function helpText(command: Command, others: readonly Listed[] = []): string {
  const positionals = command.positionals
    .map(({ name, several }) => ` [${name}]${several ? '…' : ''}`)
    .join('')
  const groups = [...new Set(command.flags.map(({ group }) => group))]
  return [
    `${command.usage}${positionals} [flags]`,
    '',
    command.summary,
    ...command.positionals.flatMap(({ name, summary }) => ['', `  [${name}]`, `      ${summary}`]),
    ...groups.flatMap((group) => ['', `${group}:`, ...flagsOf(command, group).flatMap(flagLines)]),
    ...(others.length === 0 ? [] : ['', 'In a project:', ...others.flatMap(commandLines)]),
    '',
    'Examples:',
    ...command.examples.flatMap(([line, meaning]) => [`  ${line}`, `      ${meaning}`]),
    '',
    'Exit codes: 0 done, 1 refused or failed (nothing half-done), 2 bad usage, 130 cancelled.',
    '',
  ].join('\n')
}

/** Another command, as the help of the first one lists it. */
type Listed = Pick<Command, 'usage' | 'summary'>

function commandLines({ usage, summary }: Listed): string[] {
  return [`  ${usage}`, ...lines(summary)]
}

function flagsOf(command: Command, group: string): Flag[] {
  return command.flags.filter((flag) => flag.group === group)
}

function flagLines(flag: Flag): string[] {
  const short = flag.short === undefined ? '' : `-${flag.short}, `
  const value = flag.value === undefined ? '' : ` ${flag.choices?.join('|') ?? `<${flag.value}>`}`
  return [`  ${short}--${flag.name}${value}`, ...lines(flag.summary), `      ${flag.example}`]
}

/** Text in lines that fit a terminal. A command is never broken: it is there to be copied. */
function lines(text: string): string[] {
  return (text.match(/.{1,74}(?:\s|$)/g) ?? []).map((line) => `      ${line.trimEnd()}`)
}
