import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { localEnvironment } from '../../generators/project/environment.ts'
import { farewell } from '../../generators/project/farewell.ts'
import { chooseNode } from '../../generators/project/pinned-node.ts'
import { EXAMPLE_RESOURCE, newManifest, projectSteps } from '../../generators/project/plan.ts'
import { findTarget } from '../../generators/project/target.ts'
import { changeDirectory } from '../../generators/shell.ts'
import { UserError } from '../../src/errors.ts'
import type { PackageManagerName } from '../../src/manifest/manifest.ts'
import { buildPlan } from '../../src/merge/build.ts'
import { packageManagerNames, packageManagers } from '../../src/model/package-managers.ts'
import type { StepResult } from '../../src/steps/run.ts'
import { shellWord } from '../../src/steps/shell.ts'

describe('.env', () => {
  const example = [
    'NODE_ENV=development',
    '',
    '# Signs the cursors.',
    '# secret: 32 bytes',
    'CURSOR_SECRET=',
    '# PORT=3000',
    '',
  ].join('\n')

  test('has a fresh secret for every marked key, and the rest as it was', () => {
    const [first, second] = [localEnvironment(example), localEnvironment(example)]
    const secret = /^CURSOR_SECRET=([\w-]{43})$/m
    expect(first).toMatch(secret)
    expect(first).not.toBe(second)
    expect(first.replace(secret, 'CURSOR_SECRET=')).toBe(example)
    const [, value = ''] = secret.exec(first) ?? []
    expect(Buffer.from(value, 'base64url')).toHaveLength(32)
  })

  test('a marker with no empty key below it is a fault of the template', () => {
    expect(() => localEnvironment('# secret: 32 bytes\nKEY=value\n')).toThrow('.env.example:2')
    expect(() => localEnvironment('# secret: 32 bytes\n')).toThrow('.env.example:2')
  })
})

describe('the Node of a project', () => {
  const linux = { platform: 'linux', arch: 'x64' } as const
  const old = { ...linux, node: '20.20.2' }

  test.each(['22.19.0', '22.20.1', '24.0.0', '26.1.0'])('%s is new enough', (node) => {
    const choice = chooseNode({ ...linux, node }, 'npm', undefined)
    expect(choice).toEqual({ pinned: false, runs: true, notices: [] })
  })

  test.each(['20.19.0', '20.20.2', '22.18.0', '21.9.0'])('%s is too old: pinned', (node) => {
    const choice = chooseNode({ ...linux, node }, 'npm', undefined)
    expect(choice).toMatchObject({ pinned: true, runs: true })
    expect(choice.notices[0]?.message).toContain('--no-pin-node')
    expect(choice.notices[0]?.message).not.toContain('\n')
  })

  test('--no-pin-node is obeyed, and said to be in the way', () => {
    const choice = chooseNode(old, 'npm', false)
    expect(choice).toMatchObject({ pinned: false, runs: false })
    expect(choice.notices[0]?.message).toContain('22.19')
  })

  test.each([
    [{ ...old, platform: 'darwin' } as const, 'npm', 'macOS'],
    [{ ...old, platform: 'freebsd' } as const, 'npm', 'freebsd'],
    [{ ...old, arch: 's390x' }, 'npm', 's390x'],
    [old, 'yarn', 'yarn'],
  ] as const)('where it cannot be pinned, that is said', (machine, manager, why) => {
    const choice = chooseNode(machine, manager, undefined)
    expect(choice).toMatchObject({ pinned: false, runs: false })
    expect(choice.notices[0]?.message).toContain(why)
    const newer = { ...machine, node: '24.1.0' }
    expect(() => chooseNode(newer, manager, true)).toThrow('--pin-node cannot work here')
    expect(chooseNode(newer, manager, undefined).notices).toEqual([])
  })
})

describe('the manifest of a new project', () => {
  const choices = {
    name: 'my-api',
    version: '1.2.3',
    packageManager: 'npm',
    features: { docker: true },
    now: new Date('2026-11-22T09:30:00Z'),
  } as const

  test('has an empty history', () => {
    expect(newManifest({ ...choices, example: false }).history).toEqual([])
  })

  test('has the example as an ordinary operation', () => {
    const { name, fields } = EXAMPLE_RESOURCE
    expect(newManifest({ ...choices, example: true }).history).toEqual([
      { at: '20261122T093000Z', run: 'resource', name, fields },
    ])
  })
})

describe('the steps of a new project', () => {
  const all = { install: true, check: true, runs: true }
  const names = (wanted: typeof all) => projectSteps('/x', 'npm', wanted).map(({ name }) => name)

  test('come in order, and fall away with what they need', () => {
    expect(names(all)).toEqual(['install', 'openapi', 'check'])
    expect(names({ ...all, check: false })).toEqual(['install', 'openapi'])
    expect(names({ ...all, runs: false })).toEqual(['install'])
    expect(names({ ...all, install: false })).toEqual([])
  })

  test.each(packageManagerNames)('are spelled for %s', (manager) => {
    for (const { commands, cwd } of projectSteps('/x', manager, all)) {
      expect(cwd).toBe('/x')
      for (const [program] of commands) expect(program).toBe(manager)
    }
  })
})

describe('what is said at the end', () => {
  const plan = buildPlan({ root: '/x/my-api', entries: [], steps: [], notices: [] })
  const made = (packageManager: PackageManagerName, results: readonly StepResult[]) =>
    farewell({
      manifest: newManifest({
        name: 'my-api',
        version: '1.0.0',
        packageManager,
        features: {},
        example: false,
        now: new Date(),
      }),
      plan,
      results,
      cwd: '/x',
    })
  const ending = (
    packageManager: PackageManagerName,
    ended: readonly (readonly [StepResult['step']['name'], StepResult['status']])[],
  ) => {
    const results = ended.map(
      ([name, status]): StepResult => ({
        step: { name, label: name, cwd: '/x/my-api', commands: [[name]] },
        status,
        command: `repeat ${name}`,
      }),
    )
    const commands = made(packageManager, results).matchAll(/^ {2}(\S.*)$/gm)
    return [...commands].map(([, command]) => command)
  }
  const plop = (exec: string) =>
    `${exec} plop resource article -- --fields "title:string(200) body:text?"`

  test('after all was done: start it, grow it', () => {
    const done = [['install', 'done'] as const, ['openapi', 'done'] as const]
    expect(ending('npm', done)).toEqual(['cd my-api', 'npm run dev', plop('npx')])
  })

  test('without an install: everything that it takes', () => {
    expect(ending('bun', [])).toEqual([
      'cd my-api',
      'bun install',
      'bun run openapi',
      'bun run dev',
      plop('bunx'),
    ])
  })

  test('where the machine cannot run it: what had to wait, also after a failed install', () => {
    const after = ['cd my-api', 'yarn run openapi', 'yarn run dev', plop('yarn exec')]
    expect(ending('yarn', [['install', 'done']])).toEqual(after)
    expect(ending('yarn', [['install', 'failed']])).toEqual(['repeat install', ...after])
  })

  test('after a failed install: what failed and what was left out, once', () => {
    const failed = [['install', 'failed'] as const, ['openapi', 'skipped'] as const]
    const after = ['cd my-api', 'pnpm run dev', plop('pnpm exec')]
    expect(ending('pnpm', failed)).toEqual(['repeat install', 'repeat openapi', ...after])
  })

  test.each(packageManagerNames)('after a failed install: how to get %s', (name) => {
    const [setup] = packageManagers[name].setup
    const step = { name: 'install', label: 'x', cwd: '/x', commands: [['x']] } as const
    const said = (status: StepResult['status']) => made(name, [{ step, status, command: '' }])
    expect(said('done')).not.toContain('--global')
    if (setup === undefined) expect(said('failed')).not.toContain('too old')
    else expect(said('failed')).toContain(`missing or too old: ${setup}`)
  })
})

describe('the target', () => {
  let folder = ''
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'alex-target-'))
    mkdirSync(join(folder, 'full'))
    writeFileSync(join(folder, 'full/notes.txt'), '')
    writeFileSync(join(folder, 'file'), '')
    mkdirSync(join(folder, 'empty-one'))
    mkdirSync(join(folder, 'outer/packages'), { recursive: true })
    writeFileSync(join(folder, 'outer/alex.json'), '{}')
    mkdirSync(join(folder, 'My API'))
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  const find = (typed: string, name?: string) => findTarget(typed, { cwd: folder, name })

  test.each([
    ['my-api', 'my-api'],
    ['a/b/c', 'c'],
    ['empty-one', 'empty-one'],
    ['./empty-one/', 'empty-one'],
    ['../elsewhere-that-is-not-there', 'elsewhere-that-is-not-there'],
  ])('%s is taken', async (typed, name) => {
    expect((await find(typed)).name).toBe(name)
  })

  test('the name can be another than that of the folder', async () => {
    expect(await find('My API', 'my-api')).toEqual({
      folder: join(folder, 'My API'),
      name: 'my-api',
    })
  })

  test.each<[typed: string, name: string | undefined, message: string, help: string, code: number]>(
    [
      ['full', undefined, 'not empty (notes.txt)', 'Choose', 1],
      ['file', undefined, 'A file stands', 'Choose', 1],
      ['file/below', undefined, 'file stands', '', 1],
      ['My API', undefined, 'capital letters', '--name my-api', 1],
      ['node_modules', undefined, 'taken by npm', '--name', 1],
      ['http', undefined, 'taken by npm or by Node', '--name', 1],
      ['.hidden', undefined, 'starts with .', '--name hidden', 1],
      ['x'.repeat(215), undefined, 'longer than', '--name', 1],
      ['ok', 'Bad Name', 'capital letters', '--name bad-name', 1],
      ['', undefined, 'is empty', '', 2],
      ['a\0b', undefined, 'control character', '', 2],
      ['a\u001b[2J', undefined, 'control character', '', 2],
      ['~/x', undefined, 'home folder', '/x', 2],
      ['outer/packages/new-one', undefined, 'project inside a project', 'outside', 1],
    ],
  )('%j is refused', async (typed, name, message, help, code) => {
    const error = await find(typed, name).catch((caught) => caught)
    expect(error).toBeInstanceOf(UserError)
    expect(`${error.message}`).toContain(message)
    expect(error.help ?? '').toContain(help)
    expect(error.exitCode).toBe(code)
  })
})

describe('commands to be typed', () => {
  test.each([
    ['my-api', 'my-api'],
    ['two words', "'two words'"],
    ["it's", "'it'\\''s'"],
    ['$(rm -rf x)', "'$(rm -rf x)'"],
    ['', "''"],
  ])('%j is quoted', (word, typed) => {
    expect(shellWord(word, 'linux')).toBe(typed)
  })

  test('cd goes the shortest way', () => {
    expect(changeDirectory('/a/b', '/a/b')).toBeUndefined()
    expect(changeDirectory('/a/b', '/a/b/my-api')).toBe('cd my-api')
    expect(changeDirectory('/a/b', '/a/my-api')).toBe('cd ../my-api')
    expect(changeDirectory('/a/b', '/a/b/-x')).toBe('cd ./-x')
    expect(changeDirectory('/a/b/c/d', '/x')).toBe('cd /x')
  })
})
