import { existsSync, readFileSync, renameSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { ADDED, MIGRATION, NEWS, type NewerVersion, REMOVED } from '../support/newer-version.ts'
import {
  createAlexApi,
  emptyFolder,
  makeProject,
  runPlop,
  snapshot,
  type TestProject,
} from './support/program.ts'
import { aNewerVersion, runNewer } from './support/update.ts'

const OLD_ARCHIVE = 'vendor/create-alex-api-0.1.0.tgz'
const NEW_ARCHIVE = 'vendor/create-alex-api-0.2.0.tgz'
const SERVICE = 'src/resources/articles/article.service.ts'

let newer: NewerVersion
let project: TestProject
let cwd = ''

beforeAll(() => {
  newer = aNewerVersion()
})

beforeEach(async () => {
  project = await makeProject(['--example'])
  cwd = project.root
})

const update = (...args: readonly string[]) => runNewer(newer, ['update', ...args], { cwd })
const read = (path: string) => readFileSync(join(cwd, path), 'utf8')
const versionOf = (root: string) =>
  JSON.parse(readFileSync(join(root, 'alex.json'), 'utf8')).version

type Files = ReturnType<typeof snapshot>

/** Without secrets, and without migrations: one that exists is never written anew. */
function comparable(files: Files, also = /^$/): Files {
  const others = Object.entries(files).filter(
    ([path]) => path !== '.env' && !path.startsWith('migrations/') && !also.test(path),
  )
  return Object.fromEntries(others)
}

function migrations(files: Files) {
  return Object.entries(files).filter(([path]) => path.startsWith('migrations/'))
}

describe('an update of a project that nobody has touched', () => {
  test.each([
    ['npm', ['--docker', '--ci', 'github', '--no-pin-node']],
    ['pnpm', ['--no-docker', '--no-ci', '--pin-node']],
    ['yarn', ['--docker', '--no-ci', '--no-pin-node']],
    ['bun', ['--no-docker', '--ci', 'github', '--pin-node']],
  ])('with %s and %j equals a fresh project of the newer version', async (manager, more) => {
    const flags = ['--package-manager', manager, ...more]
    cwd = (await makeProject(flags)).root
    const before = snapshot(cwd)
    const { code, stderr } = await update('--yes')
    expect(code, stderr).toBe(0)
    const outer = emptyFolder()
    const create = ['my-api', '--yes', '--no-install', '--no-git', ...flags]
    const created = await runNewer(newer, create, { cwd: outer })
    expect(created.code, created.stderr).toBe(0)
    const [after, fresh] = [snapshot(cwd), snapshot(join(outer, 'my-api'))]
    expect(comparable(after)).toEqual(comparable(fresh))
    expect(after[NEW_ARCHIVE]).toBeDefined()
    expect(migrations(after)).toEqual(migrations(before))
    expect(migrations(after)).not.toEqual(migrations(fresh))
    const differing = Object.keys(after).filter((path) => before[path] !== after[path])
    expect(differing.length).toBeGreaterThan(20)
  })

  test('with resources equals what the newer version makes of the same history', async () => {
    for (const plop of [
      ['resource', 'user', '--', '--fields', 'email:email:unique'],
      ['resource', 'post', '--', '--fields', 'title:string author:ref(user)', '--access', 'owner'],
      ['field', 'post', '--', '--add', 'live:boolean=false'],
      ['repository', 'audit', '--', '--fields', 'text:text'],
    ]) {
      const { code, stderr } = await runPlop([...plop, '--yes'], { cwd })
      expect(code, stderr).toBe(0)
    }
    const before = snapshot(cwd)
    const { code, stderr } = await update('--yes')
    expect(code, stderr).toBe(0)
    const after = snapshot(cwd)
    const out = join(emptyFolder(), 'rendered')
    const rendered = await runNewer(newer, ['render', '--out', out], { cwd })
    expect(rendered.code, rendered.stderr).toBe(0)
    expect(comparable(after, /^vendor(\/|$)/)).toEqual(comparable(snapshot(out)))
    expect(migrations(after)).toEqual(migrations(before))
    expect(migrations(after)).not.toEqual(migrations(snapshot(out)))
    const differing = Object.keys(after).filter((path) => before[path] !== after[path])
    expect(differing.length).toBeGreaterThan(40)
  })

  test('keeps what its team overrides, and applies what was changed there', async () => {
    await createAlexApi(['eject', SERVICE], { cwd })
    const own = 'alex/templates/resource/src/resources/__resources__/__resource__.service.ts.hbs'
    writeFileSync(join(cwd, own), `// Acme: {{human}}\n${read(own)}`)
    const { code, stderr } = await update('--yes')
    expect(code, stderr).toBe(0)
    expect(stderr).toContain('This applies what was changed in the overrides')
    expect(read(SERVICE)).toMatch(/^\/\/ Acme: article\n/)
    const out = join(emptyFolder(), 'rendered')
    const rendered = await runNewer(newer, ['render', '--out', out], { cwd })
    expect(rendered.code, rendered.stderr).toBe(0)
    expect(comparable(snapshot(cwd), /^(vendor|alex)(\/|$)/)).toEqual(comparable(snapshot(out)))
  })

  test('is told with what is new, and where the base came from', async () => {
    const { code, stdout, stderr } = await update('--yes', '--json')
    expect(code, stderr).toBe(0)
    expect(stderr).toContain(`- ${NEWS}`)
    expect(stderr).toContain('The base is what create-alex-api 0.1.0 makes (installed, in ')
    const report = JSON.parse(stdout)
    expect(report).toMatchObject({ ok: true, command: 'update', dryRun: false, issues: [] })
    expect(report.news).toEqual([
      { version: '0.2.0', heading: '0.2.0 — 2026-12-24', text: `### Changed\n\n- ${NEWS}` },
    ])
    const actions = Object.fromEntries(
      report.entries.map((entry: { path: string; action: string }) => [entry.path, entry.action]),
    )
    expect(actions).toMatchObject({
      [ADDED]: 'create',
      [REMOVED]: 'delete',
      [OLD_ARCHIVE]: 'delete',
      [NEW_ARCHIVE]: 'create',
      'alex.json': 'update',
      'package.json': 'update',
      [SERVICE]: 'update',
    })
  })

  test('is shown by --dry-run, which touches nothing', async () => {
    const before = snapshot(cwd)
    const { code, stdout, stderr } = await update('--dry-run', '--json')
    expect(code, stderr).toBe(0)
    expect(stderr).toContain('What is new')
    expect(stderr).toContain(`    - ${NEWS}`)
    expect(stderr).toContain('+  "version": "0.2.0",')
    expect(JSON.parse(stdout)).toMatchObject({ ok: true, dryRun: true, command: 'update' })
    expect(snapshot(cwd)).toEqual(before)
  })

  test('is nothing the second time, and is refused the way back', async () => {
    expect((await update('--yes')).code).toBe(0)
    const before = snapshot(cwd)
    const again = await update('--yes')
    expect(again).toMatchObject({ code: 0, stdout: '' })
    expect(again.stderr).toContain('nothing to change')
    const back = await createAlexApi(['update', '--yes'], { cwd })
    expect(back.code).toBe(1)
    expect(back.stderr).toContain('made by create-alex-api 0.2.0, and 0.1.0 is running')
    expect(snapshot(cwd)).toEqual(before)
  })

  test('is what every other command of a newer version asks for', async () => {
    const { code, stderr } = await runNewer(newer, ['undo', '--yes'], { cwd })
    expect(code).toBe(1)
    expect(stderr).toContain('Or bring the project to 0.2.0: create-alex-api update')
  })
})

test('a migration that the newer version brings comes after those that have run', async () => {
  const richer = aNewerVersion({ only: [], migration: true })
  const run = (...args: readonly string[]) => runNewer(richer, args, { cwd })
  const { code, stderr } = await run('update', '--yes')
  expect(code, stderr).toBe(0)
  const { history } = project.manifest()
  expect(history).toMatchObject([{ run: 'resource' }, { run: 'upgrade', name: MIGRATION }])
  const [first, last] = history.map(({ at }) => at)
  expect(String(first) < String(last)).toBe(true)
  const paths = Object.keys(snapshot(join(cwd, 'migrations')))
  expect(paths.at(-1)).toBe(`${last}_${MIGRATION}.ts`)
  expect(paths).toHaveLength(4)

  const out = join(emptyFolder(), 'rendered')
  await run('render', '--out', out)
  expect(migrations(snapshot(cwd))).toEqual(migrations(snapshot(out)))
  const back = await run('undo', 'upgrade', '--yes')
  expect(back.code).toBe(1)
  expect(back.stderr).toContain('Nothing in the project works without it.')
  // The last operation is that of a person.
  const undone = await run('undo', '--yes')
  expect(undone.code, undone.stderr).toBe(0)
  expect(project.manifest().history).toMatchObject([{ run: 'upgrade' }])
})

describe('what a person has made of the project', () => {
  test('stays, and is merged: edited, deleted and moved files', async () => {
    const edited = read(SERVICE).replace(/^export /m, '// mine\nexport ')
    writeFileSync(join(cwd, SERVICE), edited)
    writeFileSync(
      join(cwd, 'package.json'),
      read('package.json').replace('"pino": "10.4.0"', '"pino": "10.3.0"'),
    )
    const deleted = 'src/resources/articles/article.service.test.ts'
    unlinkSync(join(cwd, deleted))
    renameSync(join(cwd, 'README.md'), join(cwd, 'docs/readme.md'))
    const moved = read('docs/readme.md')
    const { code, stdout, stderr } = await update('--yes', '--json')
    expect(code, stderr).toBe(0)
    expect(read(SERVICE)).toContain('// mine\nexport ')
    expect(read('package.json')).toContain('"pino": "10.3.0"')
    expect(read('package.json')).toContain('"newer": "node --version"')
    expect(read('docs/readme.md')).toBe(moved)
    expect(existsSync(join(cwd, 'README.md'))).toBe(false)
    const stays = JSON.parse(stdout).notices.filter(
      (notice: { code: string }) => notice.code === 'stays-deleted',
    )
    expect(stays.map(({ message }: { message: string }) => message)).toContain(
      'README.md: you deleted it; it stays deleted',
    )
  })

  test('that is to go is asked about, and kept where that is said', async () => {
    writeFileSync(join(cwd, REMOVED), `${read(REMOVED)}\nMine.\n`)
    const before = snapshot(cwd)
    const refused = await update('--yes')
    expect(refused.code).toBe(1)
    expect(refused.stderr).toContain(`${REMOVED}:`)
    expect(refused.stderr).toContain('--keep-edited')
    expect(snapshot(cwd)).toEqual(before)
    const { code, stderr } = await update('--yes', '--keep-edited')
    expect(code, stderr).toBe(0)
    expect(read(REMOVED)).toContain('Mine.')
  })

  describe('that meets what is new', () => {
    const MARKERS = ['--yes', '--conflicts', 'markers']
    let before: Files

    beforeEach(() => {
      const mine = read('docs/architecture.md').replace(/\n\n/, '\n\nMine.\n\n')
      writeFileSync(join(cwd, 'docs/architecture.md'), mine)
      before = snapshot(cwd)
    })

    const settle = () => {
      const settled = read('docs/architecture.md').replace(/^(<{7}|\|{7}|={7}|>{7}).*\n/gm, '')
      writeFileSync(join(cwd, 'docs/architecture.md'), settled)
    }

    test('writes nothing', async () => {
      const { code, stderr } = await update('--yes')
      expect(code).toBe(1)
      expect(stderr).toContain('docs/architecture.md:3')
      expect(snapshot(cwd)).toEqual(before)
    })

    test('is written with markers, which the version that made the project takes back', async () => {
      const { code, stderr } = await update(...MARKERS)
      expect(code).toBe(1)
      expect(stderr).toContain('create-alex-api update is pending.')
      expect(versionOf(cwd)).toBe('0.1.0')
      expect((await update('--yes')).stderr).toContain('An operation is pending')
      const back = await createAlexApi(['abort'], { cwd })
      expect(back.code, back.stderr).toBe(0)
      expect(snapshot(cwd)).toEqual(before)
    })

    test('is taken back by the newer version as well', async () => {
      await update(...MARKERS)
      const { code, stderr } = await update('--abort')
      expect(code, stderr).toBe(0)
      expect(snapshot(cwd)).toEqual(before)
    })

    test('is finished by the version that made the project', async () => {
      await update(...MARKERS)
      settle()
      const { code, stderr } = await createAlexApi(['continue'], { cwd })
      expect(code, stderr).toBe(0)
      expect(versionOf(cwd)).toBe('0.2.0')
      expect(existsSync(join(cwd, NEW_ARCHIVE))).toBe(true)
      expect(existsSync(join(cwd, OLD_ARCHIVE))).toBe(false)
    })

    test('is finished by the newer version as well', async () => {
      await update(...MARKERS)
      settle()
      const { code, stdout, stderr } = await update('--continue', '--json')
      expect(code, stderr).toBe(0)
      expect(JSON.parse(stdout)).toMatchObject({ ok: true, command: 'continue' })
      expect(versionOf(cwd)).toBe('0.2.0')
    })
  })
})
