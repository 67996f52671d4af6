import { describe, expect, test } from 'vitest'
import {
  givenAnswers,
  projectQuestions,
  runningPackageManager,
} from '../../generators/project/prompts.ts'
import { answerAll, problemOf, type Question } from '../../generators/prompts.ts'
import { parseArguments } from '../../src/cli/arguments.ts'
import { create } from '../../src/cli/create.ts'
import { UserError } from '../../src/errors.ts'

const questions: readonly Question[] = [
  { kind: 'text', name: 'where', flag: '[where]', message: 'Where?', default: 'here' },
  { kind: 'text', name: 'who', flag: '--who', message: 'Who?' },
  { kind: 'confirm', name: 'sure', flag: '--sure or --unsure', message: 'Sure?', default: false },
]
const never = async () => {
  throw new Error('asked')
}
const base = { given: {}, yes: false, interactive: false, ask: never, example: 'do here --yes' }

describe('answers', () => {
  test('are asked for in a terminal, in order, where the command line has none', async () => {
    const asked: string[] = []
    const ask = async ({ name }: Question) => {
      asked.push(name)
      return `${name}!`
    }
    const answers = await answerAll(questions, {
      ...base,
      given: { who: 'me' },
      interactive: true,
      ask,
    })
    expect(answers).toEqual({ where: 'where!', who: 'me', sure: 'sure!' })
    expect(asked).toEqual(['where', 'sure'])
  })

  test('are the defaults with --yes, in a terminal too', async () => {
    const options = { ...base, yes: true, interactive: true, given: { who: 'me' } }
    expect(await answerAll(questions, options)).toEqual({ where: 'here', who: 'me', sure: false })
  })

  test('that are missing without a terminal are named, each with its flag', async () => {
    const error = await answerAll(questions, base).catch((caught) => caught)
    expect(error).toBeInstanceOf(UserError)
    expect(error.exitCode).toBe(2)
    expect(error.message).toContain('no terminal')
    expect(error.where).toBe('missing: [where], --who, --sure or --unsure')
    expect(error.help).toContain('do here --yes')
  })

  test('without a default are missing with --yes as well', async () => {
    const error = await answerAll(questions, { ...base, yes: true }).catch((caught) => caught)
    expect(error.where).toBe('missing: --who')
    expect(error.exitCode).toBe(2)
  })
})

describe('the problem with an answer', () => {
  const problem = (where?: string) =>
    problemOf(() => {
      throw new UserError('No.', where === undefined ? {} : { where })
    })

  test('is told with its place, but not with a drawing', async () => {
    expect(await problem()).toBe('No.')
    expect(await problem('/here')).toBe('No. (/here)')
    expect(await problem('x:strin\n  ^^^^^')).toBe('No.')
    expect(await problemOf(() => undefined)).toBeUndefined()
  })
})

describe('a new project', () => {
  const asked = projectQuestions({ packageManager: 'pnpm', checkDirectory: async () => undefined })

  test('every question has a flag that the command takes, or is the directory', () => {
    const names = create.flags.map((flag) => `--${flag.name}`)
    for (const { flag } of asked) {
      const words = flag.split(' or ').map((word) => word.split(' ')[0])
      for (const word of words) expect(['[directory]', ...names]).toContain(word)
    }
  })

  test('every question is answered by its flags', async () => {
    const identity = ['--auth', 'local', '--oidc', '--outbound']
    const line = [
      'x',
      '--graphql',
      '--jobs',
      '--package-manager',
      'bun',
      ...identity,
      '--no-docker',
      '--no-ci',
      '--no-example',
    ]
    const given = givenAnswers(await parseArguments(line, create))
    for (const { name } of asked) expect(given[name]).toBeDefined()
    expect(given).toEqual({
      directory: 'x',
      packageManager: 'bun',
      auth: 'local',
      oidc: true,
      graphql: true,
      jobs: true,
      outbound: true,
      docker: false,
      'github-ci': false,
      example: false,
    })
  })

  test.each<[line: string[], key: string, value: boolean | undefined]>([
    [['--docker'], 'docker', true],
    [['--no-oidc'], 'oidc', false],
    [['--graphql'], 'graphql', true],
    [['--no-graphql'], 'graphql', false],
    [['--no-jobs'], 'jobs', false],
    [['--outbound'], 'outbound', true],
    [['--ci', 'github'], 'github-ci', true],
    [['--ci', 'none'], 'github-ci', false],
    [['--no-ci'], 'github-ci', false],
    [['--example'], 'example', true],
    [[], 'docker', undefined],
    [[], 'github-ci', undefined],
  ])('%j answers %s', async (line, key, value) => {
    expect(givenAnswers(await parseArguments(line, create))[key]).toBe(value)
  })

  test.each([
    ['npm/11.19.0 node/v20.20.2 linux x64 workspaces/false', 'npm'],
    ['pnpm/10.34.9 npm/? node/v24.21.0 linux x64', 'pnpm'],
    ['yarn/4.18.1 npm/? node/v24.21.0 linux x64', 'yarn'],
    ['bun/1.4.5 npm/? node/v24.3.0 linux x64', 'bun'],
    ['cnpm/1.0.0', 'npm'],
    [undefined, 'npm'],
  ])('run by %s is made with %s', (agent, manager) => {
    expect(runningPackageManager(agent)).toBe(manager)
  })
})
