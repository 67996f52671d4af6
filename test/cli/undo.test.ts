import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import {
  createAlexApi,
  emptyFolder,
  makeProject,
  runPlop,
  snapshot,
  type TestProject,
} from './support/program.ts'

const SERVICE = 'src/resources/articles/article.service.ts'
const MADE = ['--auth', 'none', '--no-docker', '--ci', 'none', '--no-pin-node']

let project: TestProject
let cwd = ''
beforeEach(async () => {
  project = await makeProject(MADE)
  cwd = project.root
})

const alex = (...args: readonly string[]) => createAlexApi(args, { cwd })
const resource = async (name: string, fields = 'title:string') => {
  const { code, stderr } = await runPlop(['resource', name, '--', '--fields', fields, '--yes'], {
    cwd,
  })
  expect(code, stderr).toBe(0)
}
const names = () => project.manifest().history.map(({ name }) => name)

/** It is refused, with these words, and nothing is changed. */
async function expectRefused(
  run: () => Promise<{ code: number; stdout: string; stderr: string }>,
  code: number,
  ...words: readonly string[]
) {
  const before = snapshot(cwd)
  const ended = await run()
  expect({ code: ended.code, stdout: ended.stdout }).toEqual({ code, stdout: '' })
  for (const word of words) expect(ended.stderr).toContain(word)
  expect(ended.stderr).not.toMatch(/^\s+at /m)
  expect(snapshot(cwd)).toEqual(before)
}

describe('undo', () => {
  test('refuses what is no operation, and a flag that it does not have', async () => {
    await expectRefused(() => alex('undo', '--yes'), 1, 'There is nothing to take back')
    await resource('article')
    await expectRefused(
      () => alex('undo', 'resource', 'artikle', '--yes'),
      1,
      'undo resource article?',
    )
    await expectRefused(() => alex('undo', '20200101T000000Z'), 1, 'There is no operation')
    await expectRefused(() => alex('undo', '--unchekced'), 2, '--unchecked')
    await expectRefused(() => alex('undo', '--conflicts', 'ours'), 2, 'fail, markers')
    const other = await createAlexApi(['undo'], { cwd: emptyFolder() })
    expect(other).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('there is no alex.json'),
    })
  })

  test('leaves every byte as it was', async () => {
    const before = snapshot(cwd)
    await resource('article')
    const after = snapshot(cwd)
    const shown = await alex('undo', '--dry-run')
    expect(shown.code).toBe(0)
    expect(shown.stderr).toContain('- src/resources/articles/article.ts')
    expect(snapshot(cwd)).toEqual(after)
    const { code, stdout, stderr } = await alex('undo', '--yes', '--json')
    expect(code, stderr).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ ok: true, command: 'undo', dryRun: false })
    expect(stderr).toContain('This takes back resource article, of ')
    expect(snapshot(cwd)).toEqual(before)
  })

  test('takes back one that is named, and none that a later one needs', async () => {
    await resource('author', 'name:string')
    await resource('article', 'title:string author:ref(author)')
    await resource('tag')
    await expectRefused(
      () => alex('undo', 'author', '--yes'),
      1,
      'resource author, of ',
      'cannot be taken back: a later one needs it.',
      'resource article, of ',
      'undo 2',
    )
    const { code, stderr } = await alex('undo', 'article', '--yes')
    expect(code, stderr).toBe(0)
    expect(names()).toEqual(['author', 'tag'])
  })

  test('refuses where a file would go that somebody changed, or keeps it', async () => {
    await resource('article')
    const mine = `${readFileSync(join(cwd, SERVICE), 'utf8')}// mine\n`
    writeFileSync(join(cwd, SERVICE), mine)
    await expectRefused(() => alex('undo', '--yes'), 1, SERVICE, '--keep-edited')
    const { code, stderr } = await alex('undo', '--yes', '--keep-edited')
    expect(code, stderr).toBe(0)
    expect(stderr).toContain(`${SERVICE}: you changed it, so it is kept`)
    expect(readFileSync(join(cwd, SERVICE), 'utf8')).toBe(mine)
    expect(names()).toEqual([])
  })

  test('asks the database that is configured, and refuses where it cannot', async () => {
    await resource('article')
    const env = { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' }
    const undo = (...more: readonly string[]) =>
      createAlexApi(['undo', '--yes', ...more], { cwd, env })
    await expectRefused(undo, 1, 'could not be checked: nothing is installed', '--unchecked')
    const { code, stderr } = await undo('--unchecked')
    expect(code, stderr).toBe(0)
    expect(names()).toEqual([])
  })
})

describe('add and remove', () => {
  test('refuse what is no feature', async () => {
    await resource('article')
    await expectRefused(() => alex('add'), 2, 'Which feature?', 'docker')
    await expectRefused(
      () => alex('add', 'dokcer'),
      2,
      'Did you mean npx create-alex-api add docker?',
    )
    await expectRefused(() => alex('add', 'vendored'), 2, 'cannot be switched')
    await expectRefused(() => alex('remove', 'article'), 2, 'npx plop remove article')
    await expectRefused(() => alex('add', 'docker', '--force'), 2, '--force')
  })

  test('add what a project could have been made with, and take it out again', async () => {
    const before = snapshot(cwd)
    const { code, stdout, stderr } = await alex('add', 'docker', 'github-ci', '--yes', '--json')
    expect(code, stderr).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ ok: true, command: 'add' })
    expect(Object.keys(snapshot(cwd))).toEqual(expect.arrayContaining(['Dockerfile', '.github']))
    const again = await alex('add', 'docker', '--yes')
    expect(again.code).toBe(0)
    expect(again.stderr).toContain('The project is with docker already: nothing to change.')
    const removed = await alex('remove', 'docker', 'github-ci', '--yes')
    expect(removed.code, removed.stderr).toBe(0)
    const [{ 'alex.json': _, ...rest }, { 'alex.json': __, ...was }] = [snapshot(cwd), before]
    expect(rest).toEqual(was)
  })

  test('give accounts to a project that has grown, with a migration of today, and take them back', async () => {
    for (const name of ['article', 'tag', 'note']) await resource(name)
    const before = snapshot(cwd)
    const dryRun = await alex('add', 'auth', '--dry-run')
    expect(dryRun.stderr).toContain('sessions.ts')
    expect(snapshot(cwd)).toEqual(before)
    const added = await alex('add', 'auth', '--yes')
    expect(added.code, added.stderr).toBe(0)
    const { features, history } = JSON.parse(readFileSync(join(cwd, 'alex.json'), 'utf8'))
    expect(features.auth).toBe('local')
    const { at, name } = history.at(-1)
    expect(history.at(-1)).toMatchObject({ run: 'upgrade' })
    expect(existsSync(join(cwd, `migrations/${at}_${name}.ts`))).toBe(true)
    const other = await alex('add', 'auth=external', '--yes')
    expect(other.code, other.stderr).toBe(0)
    expect(existsSync(join(cwd, 'src/auth/provider.ts'))).toBe(true)
    expect(existsSync(join(cwd, 'src/auth/sessions.ts'))).toBe(false)
    const removed = await alex('remove', 'auth', '--yes')
    expect(removed.code, removed.stderr).toBe(0)
    const [{ 'alex.json': _, ...rest }, { 'alex.json': __, ...was }] = [snapshot(cwd), before]
    expect(rest).toEqual(was)
    await expectRefused(() => alex('add', 'auth=nobody'), 2, 'auth=local, auth=external')
    await expectRefused(() => alex('add', 'oidc', '--yes'), 1, 'oidc needs auth local')
  })
})

describe('plop remove', () => {
  test('refuses what is not there, and to lose rows unasked', async () => {
    const remove =
      (...args: readonly string[]) =>
      () =>
        runPlop(['remove', ...args], { cwd })
    await resource('article')
    await expectRefused(remove('--', '--yes'), 2, 'plop remove article')
    await expectRefused(remove('artikle', '--', '--allow-data-loss', '--yes'), 1, 'artikle')
    await expectRefused(
      remove('article', '--', '--yes'),
      1,
      'lose every row of articles',
      '--allow-data-loss',
    )
    await expectRefused(remove('article', '--', '--allow-dataloss'), 2, '--allow-data-loss')
  })

  test('takes out what was made, and by a migration its table', async () => {
    await resource('article')
    const typed = ['remove', 'article', '--', '--allow-data-loss', '--yes']
    const { code, stdout, stderr } = await runPlop([...typed, '--json'], { cwd })
    expect(code, stderr).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ ok: true, command: 'remove' })
    expect(stderr).toContain('every row of articles')
    const paths = Object.keys(snapshot(cwd))
    expect(paths.filter((path) => path.startsWith('src/resources/articles'))).toEqual([])
    expect(paths.filter((path) => /^migrations\/.*articles\.ts$/.test(path))).toHaveLength(2)
    const again = await runPlop(typed, { cwd })
    expect(again.code).toBe(0)
    expect(again.stderr).toContain('The resource article was removed already: nothing to change.')
  })
})

test.each([
  [['undo', '--help'], 'create-alex-api undo --unchecked'],
  [['add', '--help'], 'create-alex-api add docker --dry-run'],
  [['remove', '--help'], 'create-alex-api remove docker --keep-edited'],
])('the help of %j shows each flag with an example', async (args, example) => {
  const { code, stdout } = await alex(...args)
  expect(code).toBe(0)
  expect(stdout).toContain(example)
})
