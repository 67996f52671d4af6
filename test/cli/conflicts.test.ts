import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import {
  createAlexApi,
  makeProject,
  runPlop,
  snapshot,
  type TestProject,
} from './support/program.ts'

const article = ['resource', 'article', '--', '--fields', 'title:string', '--yes']
const PATH = 'src/resources/articles/article.ts'
const MARKED = [...article, '--conflicts', 'markers']

let project: TestProject
let cwd = ''
let before: ReturnType<typeof snapshot>

beforeEach(async () => {
  project = await makeProject()
  cwd = project.root
  mkdirSync(dirname(join(cwd, PATH)), { recursive: true })
  writeFileSync(join(cwd, PATH), 'export const mine = 1\n')
  before = snapshot(cwd)
})

const pending = () => existsSync(join(cwd, '.alex/pending.json'))
const edit = (change: (text: string) => string) =>
  writeFileSync(join(cwd, PATH), change(readFileSync(join(cwd, PATH), 'utf8')))

describe('a conflict', () => {
  test('is shown with both sides, and nothing is written', async () => {
    const { code, stderr } = await runPlop(article, { cwd })
    expect(code).toBe(1)
    expect(stderr).toContain(`${PATH}:1: is already there, with other content`)
    expect(stderr).toContain('    yours, line 1:\n      | export const mine = 1\n')
    expect(stderr).toContain('    what it would become:\n      | export interface Article {\n')
    expect(stderr).toContain('--conflicts markers')
    expect(snapshot(cwd)).toEqual(before)
  })

  test('can be looked at with markers before anything is written', async () => {
    const { code, stderr, stdout } = await runPlop([...MARKED, '--dry-run', '--json'], { cwd })
    expect(code).toBe(1)
    expect(stderr).toContain('+>>>>>>> plop resource article')
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, dryRun: true, issues: [] })
    expect(snapshot(cwd)).toEqual(before)
  })
})

describe('an operation with conflict markers', () => {
  test('is pending, and everything else waits for it', async () => {
    const { code, stderr, stdout } = await runPlop([...MARKED, '--json'], { cwd })
    expect(code).toBe(1)
    expect(stderr).toContain(`  ${PATH}:1\n`)
    expect(JSON.parse(stdout)).toMatchObject({
      ok: false,
      pending: {
        operation: 'plop resource article',
        files: [PATH],
        continue: 'npx create-alex-api continue',
        abort: 'npx create-alex-api abort',
      },
    })
    expect(project.manifest().history).toEqual([])
    for (const more of [[], ['--dry-run'], ['--conflicts', 'markers']]) {
      const other = ['resource', 'tag', '--', '--fields', 'label:string', '--yes', ...more]
      const refused = await runPlop(other, { cwd })
      expect(refused.code).toBe(1)
      expect(refused.stderr).toContain('An operation is pending: plop resource article')
      expect(refused.stderr).toContain('npx create-alex-api abort')
    }
  })

  test('is finished once it is settled', async () => {
    await runPlop(MARKED, { cwd })
    const refused = await createAlexApi(['continue'], { cwd })
    expect(refused).toMatchObject({ code: 1, stdout: '' })
    expect(refused.stderr).toContain(`${PATH}:1: still has a conflict marker`)
    edit((text) => text.replace(/<{7}[\s\S]*={7}\n/, '').replace(/>{7}.*\n/, ''))
    const shown = await createAlexApi(['--continue', '--dry-run'], { cwd })
    expect(shown.code).toBe(0)
    expect(project.manifest().history).toEqual([])
    const { code, stdout, stderr } = await createAlexApi(['--json', '--continue'], { cwd })
    expect(code, stderr).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ ok: true, command: 'continue' })
    expect(project.manifest().history).toMatchObject([{ run: 'resource', name: 'article' }])
    expect(pending()).toBe(false)
    const again = await runPlop(article, { cwd })
    expect(again.stderr).toContain('nothing to change')
  })

  test('is taken back, byte for byte', async () => {
    await runPlop(MARKED, { cwd })
    const { code, stderr } = await createAlexApi(['--abort'], { cwd })
    expect(code, stderr).toBe(0)
    expect(stderr).toContain('plop resource article is taken back.')
    expect(snapshot(cwd)).toEqual(before)
    const again = await createAlexApi(['abort', '--json'], { cwd })
    expect(again.code).toBe(1)
    expect(JSON.parse(again.stdout)).toMatchObject({
      command: 'abort',
      error: { message: 'No operation is pending in this project.' },
    })
  })

  test('is not taken back over what was written since', async () => {
    await runPlop(MARKED, { cwd })
    const other = join(cwd, 'src/resources/articles/index.ts')
    writeFileSync(other, 'export const mine = 2\n')
    const { code, stderr } = await createAlexApi(['abort'], { cwd })
    expect(code).toBe(1)
    expect(stderr).toContain('src/resources/articles/index.ts: you have changed it since')
    expect(readFileSync(other, 'utf8')).toBe('export const mine = 2\n')
    expect(pending()).toBe(true)
  })
})

test('what finishes an operation is no flag of a generator', async () => {
  for (const flag of ['--continue', '--abort']) {
    const { code, stderr } = await runPlop(['resource', '--', flag], { cwd })
    expect(code).toBe(2)
    expect(stderr).toContain(`npx create-alex-api ${flag.slice(2)}`)
  }
  const { code, stderr } = await runPlop([...article, '--conflicts', 'ours'], { cwd })
  expect(code).toBe(2)
  expect(stderr).toContain('It is one of fail, markers')
})
