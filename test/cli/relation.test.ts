import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeProject, runPlop, snapshot } from './support/program.ts'

async function related() {
  const { root: cwd, manifest } = await makeProject()
  const run = (...args: string[]) => runPlop([...args, '-y'], { cwd })
  for (const name of ['user', 'article']) {
    await run('resource', name, '--', '--fields', 'name:string')
  }
  return { cwd, manifest, run }
}

test('plop relation shows, gives and makes the change, and the second time there is none', async () => {
  const { cwd, manifest, run } = await related()
  const relation = ['relation', 'article', 'user', '--', '--field', 'author']
  const before = snapshot(cwd)

  const shown = await run(...relation, '--dry-run', '--json')
  expect(shown.code, shown.stderr).toBe(0)
  expect(JSON.parse(shown.stdout)).toMatchObject({ command: 'relation', dryRun: true })
  expect(shown.stderr).toContain('--alter "author:ref(user)"')
  expect(snapshot(cwd)).toEqual(before)

  const { code, stderr } = await run(...relation)
  expect(code, stderr).toBe(0)
  expect(manifest().history.at(-1)).toMatchObject({
    run: 'field',
    resource: 'article',
    add: 'author:ref(user)?',
  })
  const routes = 'src/resources/articles/article-by-author.routes.ts'
  expect(existsSync(join(cwd, routes))).toBe(true)
  const after = snapshot(cwd)
  expect((await run(...relation)).stderr).toContain('related so already: nothing to change')
  expect(snapshot(cwd)).toEqual(after)
})

test('what is missing or refused changes nothing, and says which words are', async () => {
  const { cwd, run } = await related()
  const before = snapshot(cwd)
  const cases = [
    [2, ['article'], 'missing: [to]'],
    [2, ['article', 'user', '--', '--kind', 'has-many'], 'npx plop relation user article'],
    [2, ['article', 'user', 'topic'], 'Unexpected argument'],
    [2, ['article', 'user', '--', '--on-delete', 'nothing'], 'restrict, cascade, setnull'],
    [1, ['article', 'usr'], 'Did you mean user?'],
    [1, ['article', 'user', '--', '--required'], 'Leave --required out'],
  ] as const
  for (const [code, args, message] of cases) {
    const finished = await run('relation', ...args)
    expect([finished.code, finished.stderr]).toEqual([code, expect.stringContaining(message)])
    expect(finished.stdout).toBe('')
  }
  expect(snapshot(cwd)).toEqual(before)
})

test('where an edit is in the way, both are written between markers when that is wanted', async () => {
  const { cwd, run } = await related()
  const path = join(cwd, 'src/resources/articles/article.ts')
  const mine = readFileSync(path, 'utf8').replaceAll(/(.*name: string)\n/g, '$1\n  mine: string\n')
  writeFileSync(path, mine)
  const relation = ['relation', 'article', 'user', '--']
  const before = snapshot(cwd)
  expect((await run(...relation)).code).toBe(1)
  expect(snapshot(cwd)).toEqual(before)
  const { code, stderr } = await run(...relation, '--conflicts', 'markers')
  expect([code, stderr]).toEqual([1, expect.stringContaining('create-alex-api continue')])
  expect(readFileSync(path, 'utf8')).toContain('<<<<<<<')
})
