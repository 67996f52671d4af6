import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeProject, runPlop, snapshot } from './support/program.ts'

const add = ['resource', 'article', '--', '--fields', 'title:string(200)', '-y']

test('--api-version is kept by the history, served, and part of what is there already', async () => {
  const { root: cwd, manifest } = await makeProject()
  const { code, stderr } = await runPlop([...add, '--api-version', '2'], { cwd })
  expect(code, stderr).toBe(0)
  expect(manifest().history).toMatchObject([{ name: 'article', apiVersion: 2 }])
  const read = (file: string) => readFileSync(join(cwd, 'src/resources/articles', file), 'utf8')
  expect(read('index.ts')).toContain('  version: 2,')
  const before = snapshot(cwd)

  const same = await runPlop([...add, '--api-version', '2'], { cwd })
  expect(same.stderr).toContain('nothing to change')
  const other = await runPlop(add, { cwd })
  expect(other.code).toBe(1)
  expect(other.stderr).toContain('its API begins at /v2/articles')
  expect(snapshot(cwd)).toEqual(before)

  const version = ['version', 'article', '--', '--sunset', '2099-06-30', '-y']
  const next = await runPlop(version, { cwd })
  expect(next.code, next.stderr).toBe(0)
  expect(read('article-v3.routes.ts')).toContain('supersedes: { version: 2,')
})

test.each([
  ['v2', 1, 'cannot begin at version v2.'],
  ['0', 1, 'from 1 to 999'],
])('--api-version %s is refused', async (typed, code, said) => {
  const { root: cwd } = await makeProject()
  const before = snapshot(cwd)
  const run = await runPlop([...add, '--api-version', typed], { cwd })
  expect({ code: run.code, said: run.stderr }).toEqual({
    code,
    said: expect.stringContaining(said),
  })
  expect(snapshot(cwd)).toEqual(before)
})

test('--api-version is no flag of a repository', async () => {
  const { root: cwd } = await makeProject()
  const { code, stderr } = await runPlop(['repository', 'article', '--', '--api-version', '2'], {
    cwd,
  })
  expect(code).toBe(2)
  expect(stderr).toContain('--api-version')
})
