import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { makeProject, runPlop, snapshot, type TestProject } from './support/program.ts'

const FIELDS = ['--fields', 'title:string(200)']

describe('the parts of a slice', () => {
  test('are added one by one, each an operation of the history', async () => {
    const { root: cwd, manifest } = await makeProject()
    const runs = [
      ['repository', 'article', '--', ...FIELDS, '--yes'],
      ['service', 'Article', '--', '--yes'],
      ['controller', 'article', '--', '--yes', '--json'],
    ]
    for (const args of runs) {
      const { code, stderr } = await runPlop(args, { cwd })
      expect(code, stderr).toBe(0)
    }
    expect(manifest().history).toMatchObject([
      { run: 'repository', name: 'article', fields: 'title:string(200)' },
      { run: 'service', name: 'article' },
      { run: 'controller', name: 'article' },
    ])
    const before = snapshot(cwd)
    const again = await runPlop(['service', 'article', '--', '--yes', '--json'], { cwd })
    expect(again.stderr).toContain('The project has a service of article already')
    expect(JSON.parse(again.stdout)).toMatchObject({ ok: true, command: 'service', entries: [] })
    expect(snapshot(cwd)).toEqual(before)
    const whole = await runPlop(['resource', 'article', '--', ...FIELDS, '--yes'], { cwd })
    expect(whole.stderr).toContain('nothing to change')
  })

  test('a service with fields of its own has no table', async () => {
    const { root: cwd } = await makeProject()
    const { code, stderr } = await runPlop(['service', 'quote', '--', ...FIELDS, '--yes'], { cwd })
    expect(code, stderr).toBe(0)
    expect(existsSync(join(cwd, 'src/resources/quotes/quote.service.ts'))).toBe(true)
    expect(existsSync(join(cwd, 'src/resources/quotes/quote.table.ts'))).toBe(false)
    expect(readdirSync(join(cwd, 'migrations')).join()).not.toContain('quotes')
  })
})

describe('a migration', () => {
  test('is an operation with its file, once', async () => {
    const { root: cwd, manifest } = await makeProject(['--example'])
    const index = ['--add-index', 'articles(published, created_at)']
    const args = ['migration', 'articles-by-state', '--', ...index, '--yes']
    const { code, stderr } = await runPlop(args, { cwd })
    expect(code, stderr).toBe(0)
    const { at } = manifest().history[1] ?? {}
    expect(existsSync(join(cwd, `migrations/${at}_articles_by_state.ts`))).toBe(true)
    const again = await runPlop(args, { cwd })
    expect(again.stderr).toContain('has the migration articles-by-state already: nothing to change')
    expect(manifest().history).toHaveLength(2)
  })
})

describe('what is refused leaves the disk as it was', () => {
  let shared: TestProject
  beforeAll(async () => {
    shared = await makeProject(['--example'])
  })

  test.each<[args: string[], code: number, said: string[]]>([
    [['nosuch'], 2, ['There is no generator "nosuch"', '  repository  ']],
    [['resuorce', 'article'], 2, ['Did you mean npx plop resource?']],
    [['repo', 'article'], 2, ['There is no generator "repo"']],
    [[], 2, ['Which generator?', 'controller']],
    [
      ['controller', 'note', '--', '--yes'],
      1,
      ['needs its repository', 'npx plop repository note'],
    ],
    [['service', 'note', '--', '--yes'], 1, ['needs its fields', 'npx plop repository note']],
    [['repository', 'note', '--', '--yes'], 1, ['needs its fields']],
    [['repository', 'article', '--', ...FIELDS], 1, ['already, with other fields']],
    [['repository', 'ARTICLES', '--', ...FIELDS], 1, ['is a plural']],
    [['controller', 'note', '--', ...FIELDS], 2, ['Unknown flag --fields']],
    [['service'], 2, ['missing: [name]']],
    [['migration'], 2, ['missing: [name]']],
    [['migration', 'x', '--', '--not-valid'], 2, ['--not-valid goes with --add-constraint']],
    [['migration', 'x', '--', '--add-index', 'article(x)'], 1, ['has no column "x"', 'It has id']],
  ])('%j', async (args, code, said) => {
    const before = snapshot(shared.root)
    const finished = await runPlop(args, { cwd: shared.root })
    for (const words of said) expect(finished.stderr).toContain(words)
    expect(finished.stderr).not.toMatch(/\n\s+at /)
    expect({ code: finished.code, stdout: finished.stdout }).toEqual({ code, stdout: '' })
    expect(snapshot(shared.root)).toEqual(before)
  })
})
