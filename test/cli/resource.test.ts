import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  makeProject,
  pathWith,
  runPlop,
  snapshot,
  type TestProject,
  until,
} from './support/program.ts'

const FIELDS = 'title:string(200) body:text? views:integer=0 live:boolean'
const add = (name: string, ...more: string[]) => ['resource', name, '--', ...more]

let project: TestProject
let cwd = ''

/** Every rendered file, without the times in names and texts, and without the secrets. */
function timeless(root: string): Record<string, string> {
  const bare = (text: string) => text.replaceAll(/\d{8}T\d{6}Z/g, '<at>')
  const files = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== '.env')
    .map((entry) => join(entry.parentPath, entry.name))
  return Object.fromEntries(
    files.map((path) => [bare(relative(root, path)), bare(readFileSync(path, 'latin1'))]),
  )
}

/** Every test of the block gets a project of its own. */
function inFreshProject() {
  beforeEach(async () => {
    project = await makeProject()
    cwd = project.root
  })
}

describe('a resource', () => {
  inFreshProject()

  test('is an operation of the history, with its files', async () => {
    const { code, stdout, stderr } = await runPlop(add('article', '--fields', FIELDS, '--yes'), {
      cwd,
    })
    expect(stderr).toMatch(/create +src\/resources\/articles\//)
    expect(stderr).toContain('npm install')
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' })
    expect(project.manifest().history).toMatchObject([
      { run: 'resource', name: 'article', fields: FIELDS },
    ])
    expect(existsSync(join(cwd, 'src/resources/articles'))).toBe(true)
    expect(existsSync(join(cwd, '.alex'))).toBe(false)
  })

  test('is added from a folder below, without the --', async () => {
    const below = join(cwd, 'src')
    const { code, stderr } = await runPlop(
      ['resource', 'BlogPost', '--fields', 'title:string', '-y'],
      { cwd: below },
    )
    expect(code, stderr).toBe(0)
    expect(project.manifest().history[0]?.name).toBe('blog-post')
  })

  test('that is there already changes nothing, and says so', async () => {
    await runPlop(add('article', '--fields', FIELDS, '--yes'), { cwd })
    const before = snapshot(cwd)
    const again = await runPlop(add('Article', '--fields', ` ${FIELDS}  `, '--yes', '--json'), {
      cwd,
    })
    expect(again.stderr).toContain('nothing to change')
    expect(JSON.parse(again.stdout)).toMatchObject({ ok: true, entries: [] })
    expect(again.code).toBe(0)
    expect(snapshot(cwd)).toEqual(before)
    expect(again.stderr).not.toContain('git checkout')
    rmSync(join(cwd, 'src/resources/articles'), { recursive: true })
    const gone = await runPlop(add('article', '--fields', FIELDS, '--yes', '--json'), { cwd })
    expect(gone.stderr).toContain('git checkout HEAD -- src/resources/articles\n')
    expect(JSON.parse(gone.stdout)).toMatchObject({ notices: [{ code: 'stays-deleted' }] })
  })

  test('is what --example makes, but for the time', async () => {
    const made = await makeProject(['--example'])
    const [example] = made.manifest().history
    const args = add('article', '--fields', example?.fields ?? '', '--yes')
    expect((await runPlop(args, { cwd })).code).toBe(0)
    expect(timeless(cwd)).toEqual(timeless(made.root))
  })

  test('ten at once are ten, each with a time of its own', async () => {
    const names = ['ant', 'bee', 'cat', 'dog', 'eel', 'fig', 'gnu', 'hen', 'imp', 'jay']
    const runs = names.map((name) =>
      runPlop(add(name, '--fields', 'title:string', '--yes'), { cwd }),
    )
    for (const { code, stderr } of await Promise.all(runs)) expect(code, stderr).toBe(0)
    const { history } = project.manifest()
    expect(history.map(({ name }) => name).sort()).toEqual(names)
    const times = history.map(({ at }) => at)
    expect(times).toEqual([...new Set(times)].sort())
    for (const name of names) expect(existsSync(join(cwd, `src/resources/${name}s`))).toBe(true)
  })

  test('is added where another was taken out, as the README of the project says', async () => {
    await runPlop(add('article', '--fields', FIELDS, '--yes'), { cwd })
    rmSync(join(cwd, 'src/resources/articles'), { recursive: true })
    for (const list of ['src/resources/index.ts', 'src/database/database.ts']) {
      const path = join(cwd, list)
      const kept = readFileSync(path, 'utf8')
        .split('\n')
        .filter((line) => !/article/i.test(line))
      writeFileSync(path, kept.join('\n'))
    }
    const { code, stderr } = await runPlop(add('comment', '--fields', FIELDS, '--yes'), { cwd })
    expect(code, stderr).toBe(0)
    const database = readFileSync(join(cwd, 'src/database/database.ts'), 'utf8')
    expect(database).toContain('  comments: CommentTable\n}')
    expect(database).not.toContain('rticle')
    expect(existsSync(join(cwd, 'src/resources/articles'))).toBe(false)
  })

  test('whose code meets a file of yours is refused, with the path', async () => {
    const mine = join(cwd, 'src/resources/articles/article.ts')
    mkdirSync(join(cwd, 'src/resources/articles'))
    writeFileSync(mine, 'export const mine = 1\n')
    const before = snapshot(cwd)
    const args = add('article', '--fields', FIELDS, '--yes', '--json')
    const { code, stdout, stderr } = await runPlop(args, { cwd })
    expect(stderr).toContain('src/resources/articles/article.ts')
    expect(stderr).toContain('nothing was written')
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, issues: [{ code: 'conflict' }] })
    expect(code).toBe(1)
    expect(snapshot(cwd)).toEqual(before)
  })
})

describe('the step after it', () => {
  inFreshProject()
  beforeEach(() => mkdirSync(join(cwd, 'node_modules')))
  const args = add('article', '--fields', FIELDS, '--yes', '--json')

  test('writes the OpenAPI document', async () => {
    const env = { PATH: pathWith({ npm: 'echo "$@" > ran' }) }
    const { code, stdout, stderr } = await runPlop(args, { cwd, env })
    expect(code, stderr).toBe(0)
    expect(readFileSync(join(cwd, 'ran'), 'utf8')).toBe('run openapi\n')
    expect(JSON.parse(stdout).steps).toMatchObject([{ name: 'openapi', status: 'done' }])
  })

  test('that fails keeps the files, and prints the command', async () => {
    const env = { PATH: pathWith({ npm: 'echo broken >&2; exit 3' }) }
    const { code, stdout, stderr } = await runPlop(args, { cwd, env })
    expect(stderr).toContain('broken')
    expect(stderr).toContain('npm run openapi')
    expect(code).toBe(1)
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, steps: [{ status: 'failed' }] })
    expect(project.manifest().history).toHaveLength(1)
  })

  test('that is interrupted keeps the files, and ends with 130', async () => {
    const env = { PATH: pathWith({ npm: 'exec /bin/sleep 60' }) }
    const { code, stdout } = await runPlop(args, {
      cwd,
      env,
      during: async (child, printed) => {
        await until(() => printed().includes('openapi.json'))
        await new Promise((resolve) => setTimeout(resolve, 300))
        child.kill('SIGINT')
      },
    })
    expect(code).toBe(130)
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, steps: [{ status: 'cancelled' }] })
    expect(project.manifest().history).toHaveLength(1)
    expect(existsSync(join(cwd, '.alex'))).toBe(false)
  })
})

describe('stdout stays clean, and the exit code is ours', () => {
  inFreshProject()

  test.each(['test', 'production', ''])('with NODE_ENV=%j', async (NODE_ENV) => {
    const args = add('article', '--fields', FIELDS, '--yes', '--json')
    const { code, stdout } = await runPlop(args, { cwd, env: { NODE_ENV } })
    expect(JSON.parse(stdout)).toMatchObject({ ok: true, command: 'resource' })
    expect(code).toBe(0)
  })
})

describe.concurrent('what is refused leaves the disk as it was', () => {
  let shared: TestProject
  let before: Record<string, string>
  beforeAll(async () => {
    shared = await makeProject(['--example'])
    before = snapshot(shared.root)
  })
  // At the end, since the tests of this block run side by side.
  afterAll(() => expect(snapshot(shared.root)).toEqual(before))

  const caret = (text: string, at: number) => `${text}\n  ${' '.repeat(at)}^`

  test.each<[args: string[], code: number, said: string[]]>([
    [['resource'], 2, ['no terminal to ask in', 'missing: [name], --fields']],
    [['resource', '--', '--yes'], 2, ['missing: [name], --fields']],
    [add('comment'), 2, ['missing: --fields']],
    [add('comment', '--fields', ''), 2, ['--fields needs a value']],
    [add('comment', '--fields', '  '), 1, ['at least one field']],
    [add('comment', '--filds', 'x:text'), 2, ['Unknown flag --filds', 'Did you mean --fields?']],
    [add('comment', '--fields', 'x:text', '--force'), 2, ['There is no --force']],
    [add('comment', 'x:text'), 2, ['Unexpected argument "x:text"']],
    [add('comment', '--name', 'other', '--fields', 'x:text'), 2, ['Two names are given']],
    [add('x'.repeat(41), '--fields', 'x:text'), 1, ['has 41 characters, and 40 are allowed']],
    [add('9lives', '--fields', 'x:text'), 1, ['does not start with a letter']],
    [add('../evil', '--fields', 'x:text'), 1, ['cannot be named "../evil"']],
    [add('comments', '--fields', 'x:text'), 1, ['is a plural', '"comment"']],
    [add('article', '--fields', 'x:text'), 1, ['already, with other fields', 'title:string(200)']],
    [add('ARTICLE', '--fields', 'x:text'), 1, ['already, with other fields']],
    [add('comment', '--fields', 'x'), 1, ['has no type', caret('x', 0)]],
    [add('comment', '--fields', 'x:strin'), 1, ['Did you mean string?', caret('x:strin', 2)]],
    [add('comment', '--fields', 'x:text x:text'), 1, ['twice', caret('x:text x:text', 7)]],
    [add('comment', '--fields', 'x:text!'), 1, [caret('x:text!', 2)]],
    [add('comment', '--fields', 'id:text'), 1, ['every resource has']],
    [add('comment', '--fields', 'n:integer=many'), 1, [caret('n:integer=many', 10)]],
    [
      add('comment', '--fields', 'to:ref(user)'),
      1,
      ['There is no resource user to refer to', caret('to:ref(user)', 7)],
    ],
  ])('%j', async (args, code, said) => {
    const finished = await runPlop([...args], { cwd: shared.root })
    for (const words of said) expect(finished.stderr).toContain(words)
    expect(finished.stderr).not.toMatch(/\n\s+at /)
    expect({ code: finished.code, stdout: finished.stdout }).toEqual({ code, stdout: '' })
  })

  test('--dry-run shows the files and the changes', async () => {
    const args = add('comment', '--fields', 'text:text', '--dry-run')
    const { code, stdout, stderr } = await runPlop(args, { cwd: shared.root })
    expect(stderr).toContain('+      "name": "comment",')
    expect(stderr).toContain('comments')
    expect(stderr).toContain('Nothing was written')
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' })
  })

  test('--help is that of the generator, on stdout', async () => {
    const { code, stdout, stderr } = await runPlop(['resource', '--', '--help'], {
      cwd: shared.root,
    })
    expect(stdout).toContain('npx plop resource [name] [flags]')
    expect(stdout).toContain('npx plop resource article -- --fields "title:string(200) body:text?"')
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  })

  test('an error is a document too', async () => {
    const args = add('comment', '--fields', 'x:strin', '--json')
    const { code, stdout, stderr } = await runPlop(args, { cwd: shared.root })
    const { ok, command, error } = JSON.parse(stdout)
    expect({ ok, command, code }).toEqual({ ok: false, command: 'resource', code: 1 })
    expect(stderr).toContain(error.message)
  })
})

describe.concurrent('a manifest that was broken by hand', () => {
  test.each<[what: string, change: (text: string) => string, said: string[]]>([
    ['no JSON', (text) => text.replace('"name":', '"name"'), ['alex.json']],
    ['an unknown key', (text) => text.replace('"name":', '"nmae":'), ['alex.json', 'nmae']],
    ['a wrong type', (text) => text.replace('"npm"', '7'), ['alex.json', 'packageManager']],
    [
      'another version',
      (text) => text.replace(/"version": "[^"]+"/, '"version": "99.0.0"'),
      ['99.0.0'],
    ],
    ['nothing', () => '', ['alex.json']],
  ])('%s', async (_, change, said) => {
    const { root: cwd } = await makeProject()
    const path = join(cwd, 'alex.json')
    writeFileSync(path, change(readFileSync(path, 'utf8')))
    const before = snapshot(cwd)
    const { code, stdout, stderr } = await runPlop(add('x-ray', '--fields', 'x:text', '--yes'), {
      cwd,
    })
    for (const words of said) expect(stderr).toContain(words)
    expect(stderr).not.toMatch(/\n\s+at /)
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(snapshot(cwd)).toEqual(before)
  })

  test('is missed where there is none', async () => {
    const { root: cwd } = await makeProject()
    rmSync(join(cwd, 'alex.json'))
    const before = readdirSync(cwd)
    const { code, stderr } = await runPlop(add('x-ray', '--fields', 'x:text', '--yes'), { cwd })
    expect(stderr).toContain('there is no alex.json')
    expect(code).toBe(1)
    expect(readdirSync(cwd)).toEqual(before)
  })
})
