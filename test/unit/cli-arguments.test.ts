import { describe, expect, test } from 'vitest'
import { resourceCommand } from '../../generators/resource/command.ts'
import { parseArguments } from '../../src/cli/arguments.ts'
import type { Command } from '../../src/cli/command.ts'
import { create } from '../../src/cli/create.ts'
import { helpText } from '../../src/cli/help.ts'
import { UserError } from '../../src/errors.ts'

async function refusal(argv: readonly string[], command: Command = create): Promise<UserError> {
  const error = await parseArguments(argv, command).catch((caught) => caught)
  expect(error).toBeInstanceOf(UserError)
  return error
}

describe('arguments that are taken', () => {
  test.each<[argv: string[], expected: object]>([
    [[], { flags: {}, positionals: [] }],
    [['my-api'], { flags: {}, positionals: ['my-api'] }],
    [['-y', 'my-api'], { flags: { yes: true }, positionals: ['my-api'] }],
    [['my-api', '--ci', 'none'], { flags: { ci: 'none' }, positionals: ['my-api'] }],
    [['my-api', '--ci=none'], { flags: { ci: 'none' }, positionals: ['my-api'] }],
    [['--yes', '--yes'], { flags: { yes: true }, positionals: [] }],
    [['--', '--yes'], { flags: {}, positionals: ['--yes'] }],
  ])('%j', async (argv, expected) => {
    expect(await parseArguments(argv, create)).toEqual(expected)
  })
})

describe('arguments that are refused', () => {
  test.each<[argv: string[], message: string, help: string]>([
    [['--yess'], 'Unknown flag --yess.', 'Did you mean --yes?'],
    [['--dryrun'], 'Unknown flag --dryrun.', 'Did you mean --dry-run?'],
    [['--no-instal'], 'Unknown flag --no-instal.', 'Did you mean --no-install?'],
    [['--package-manger=npm'], 'Unknown flag --package-manger.', 'Did you mean --package-manager?'],
    [['-yes'], 'Unknown flag -yes.', 'Did you mean --yes?'],
    [['--grpc'], 'Unknown flag --grpc.', 'All flags: create-alex-api --help'],
    [['-x'], 'Unknown flag -x.', 'All flags: create-alex-api --help'],
    [['--ci'], '--ci needs a value: github, none.', '--ci github'],
    [['--ci', '--yes'], '--ci needs a value: github, none.', '--ci github'],
    [['--ci='], '--ci needs a value: github, none.', '--ci github'],
    [['--name'], '--name needs a value: name.', '--name orders-api'],
    [['--ci', 'gitlab'], '--ci cannot be "gitlab".', 'one of github, none'],
    [['--package-manager', 'NPM'], '--package-manager cannot be "NPM".', 'npm, pnpm, yarn, bun'],
    [['--yes=no'], '--yes takes no value, and got "no".', 'or leave it out'],
    [['--docker=false'], '--docker takes no value', '--docker or --no-docker'],
    [['--docker', '--no-docker'], '--docker and --no-docker contradict each other.', 'one of them'],
    [['--ci', 'github', '--no-ci'], '--ci and --no-ci contradict each other.', 'one of them'],
    [['--ci', 'github', '--ci', 'none'], '--ci is given twice, as github and as none.', ''],
    [['my-api', 'other'], 'Unexpected argument "other".', '[directory]'],
    [['my-api', '--x\u001b[2J'], 'Unknown flag --x\\u001b[2J.', 'All flags'],
  ])('%j', async (argv, message, help) => {
    const error = await refusal(argv)
    expect(error.message).toContain(message)
    expect(error.help ?? '').toContain(help)
    expect(error.exitCode).toBe(2)
  })

  test('a very long flag is told in one line', async () => {
    const { message } = await refusal([`--${'x'.repeat(10_000)}`])
    expect(message.length).toBeLessThan(100)
  })
})

describe.each<[name: string, command: Command]>([
  ['create-alex-api', create],
  ['plop resource', resourceCommand],
])('the help of %s', (_, command) => {
  const text = helpText(command)

  test.each(command.flags.map((flag) => [flag.name, flag] as const))('shows --%s', (name, flag) => {
    expect(text).toContain(`--${name}`)
    expect(flag.summary).toMatch(/\.( .*\.)?$/)
    expect(flag.example).toMatch(new RegExp(`--${name}\\b`))
    expect(text).toContain(flag.example)
  })

  test('has examples, the exit codes, and no line that is too wide', () => {
    expect(text).toContain('Examples:')
    expect(text).toContain('130 cancelled')
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(120)
  })

  test('knows only flags that the command takes, and no opposite that is none', () => {
    const names = command.flags.map((flag) => flag.name)
    expect(new Set(names).size).toBe(names.length)
    for (const flag of command.flags) {
      if (flag.opposite !== undefined) expect(names).toContain(flag.opposite)
    }
  })
})
