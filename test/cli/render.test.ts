import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { createAlexApi, emptyFolder, makeProject, runPlop, snapshot } from './support/program.ts'

let cwd = ''
let outer = ''

beforeEach(async () => {
  cwd = (await makeProject()).root
  outer = emptyFolder()
})

/** Files alone, by their content and mode. */
const filesOf = (folder: string) =>
  Object.entries(snapshot(folder)).filter(([, state]) => state.startsWith('100'))

test('what was made and not changed is what is rendered, byte for byte', async () => {
  await runPlop(['resource', 'article', '--', '--fields', 'title:string', '--yes'], { cwd })
  const before = snapshot(cwd)
  const out = join(outer, 'deep/pristine')
  const { code, stdout, stderr } = await createAlexApi(['render', '--out', out], { cwd })
  expect(code, stderr).toBe(0)
  expect(stdout).toBe('')
  expect(stderr).toContain(`files to ${out}.`)
  expect(snapshot(cwd)).toEqual(before)
  const others = filesOf(cwd).filter(([path]) => path !== '.env' && !path.startsWith('vendor/'))
  expect(filesOf(out)).toEqual(others)
})

test('--json says of each file its mode, its size and its hash', async () => {
  writeFileSync(join(cwd, 'README.md'), 'mine\n')
  const { code, stdout, stderr } = await createAlexApi(
    ['render', '--json', '--out', '../pristine'],
    { cwd: join(cwd, 'src') },
  )
  expect(code, stderr).toBe(0)
  const report = JSON.parse(stdout)
  const out = join(cwd, 'pristine')
  expect(report).toMatchObject({ ok: true, command: 'render', root: cwd, version: '0.1.0', out })
  const told = report.files.map((file: { path: string; mode: string; sha256: string }) => [
    file.path,
    `100${file.mode} ${file.sha256}`,
  ])
  expect(told.sort()).toEqual(filesOf(out))
  for (const { path, bytes } of report.files) expect(statSync(join(out, path)).size).toBe(bytes)
  expect(readFileSync(join(out, 'README.md'), 'utf8')).not.toBe('mine\n')
})

test('a folder that is in use is refused, the project first of all', async () => {
  mkdirSync(join(outer, 'full'))
  writeFileSync(join(outer, 'full/mine.txt'), 'mine\n')
  const before = snapshot(cwd)
  for (const out of ['.', 'src', join(outer, 'full'), join(cwd, 'alex.json')]) {
    const { code, stderr } = await createAlexApi(['render', '--out', out], { cwd })
    expect(code, out).toBe(1)
    expect(stderr).toMatch(/The folder is not empty|A file stands where/)
  }
  expect(snapshot(cwd)).toEqual(before)
  expect(snapshot(join(outer, 'full'))).toHaveProperty('mine.txt')
})

test('without a folder, or outside of a project, nothing is written', async () => {
  const bare = await createAlexApi(['render'], { cwd })
  expect(bare.code).toBe(2)
  expect(bare.stderr).toContain('--out')
  const lost = await createAlexApi(['render', '--out', 'x', '--json'], { cwd: outer })
  expect(lost.code).toBe(1)
  expect(JSON.parse(lost.stdout).error.message).toContain('This is no project')
  expect(existsSync(join(outer, 'x'))).toBe(false)
})

test('a project that cannot be rendered leaves no folder', async () => {
  const path = join(cwd, 'alex.json')
  const manifest = JSON.parse(readFileSync(path, 'utf8'))
  manifest.history.push({
    at: '20261122T093000Z',
    run: 'resource',
    name: 'article',
    fields: 'a:nothing',
  })
  writeFileSync(path, JSON.stringify(manifest))
  const { code, stderr } = await createAlexApi(['render', '--out', join(outer, 'x')], { cwd })
  expect(code).toBe(1)
  expect(stderr).toContain('history[0]')
  expect(snapshot(outer)).toEqual({})
})
