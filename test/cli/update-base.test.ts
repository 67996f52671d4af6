import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import type { NewerVersion } from '../support/newer-version.ts'
import { createAlexApi, emptyFolder, makeProject, pathWith, snapshot } from './support/program.ts'
import { aNewerVersion, runNewer } from './support/update.ts'

const ARCHIVE = 'vendor/create-alex-api-0.1.0.tgz'
const CHANGED = ['project/base/src/app.ts.hbs']

/** This version as npm installs it, and a later one of either kind. */
let published: NewerVersion
let carried: NewerVersion
let later: NewerVersion

beforeAll(() => {
  published = aNewerVersion({ version: '0.1.0', published: true, only: [] })
  carried = aNewerVersion({ only: CHANGED })
  later = aNewerVersion({ only: CHANGED, published: true })
})

/** A project that carries its version, and has nothing installed, in itself or above. */
async function uninstalled(): Promise<string> {
  const { root } = await makeProject()
  rmSync(join(root, '../node_modules'), { recursive: true })
  return root
}

/** A project that depends on the registry. */
async function depending(): Promise<string> {
  const cwd = emptyFolder()
  const create = ['my-api', '--yes', '--no-install', '--no-git', '--package-manager', 'npm']
  const { code, stderr } = await runNewer(published, create, { cwd })
  expect(code, stderr).toBe(0)
  return join(cwd, 'my-api')
}

/** A PATH on which npm does what a script says, and writes down what it was called with. */
function npmThat(script: string) {
  const log = join(emptyFolder(), 'npm.log')
  const env = { PATH: pathWith({ npm: `echo "$@" >> ${log}\n${script}` }) }
  return { env, calls: () => (existsSync(log) ? readFileSync(log, 'utf8') : '') }
}

const offline = () => npmThat('echo "npm error network unreachable" >&2; exit 1')
const json = (root: string, path: string) => JSON.parse(readFileSync(join(root, path), 'utf8'))

describe('the version that made a project', () => {
  test('is the installed one, also where that is a link into a store', async () => {
    const cwd = await uninstalled()
    const store = join(cwd, 'node_modules/.pnpm/create-alex-api@0.1.0/node_modules')
    mkdirSync(store, { recursive: true })
    cpSync(published.folder, join(store, 'create-alex-api'), { recursive: true })
    symlinkSync(join(store, 'create-alex-api'), join(cwd, 'node_modules/create-alex-api'))
    const { env, calls } = offline()
    const options = ['update', '--yes', '--no-install']
    const { code, stderr } = await runNewer(carried, options, { cwd, env })
    expect(code, stderr).toBe(0)
    expect(stderr).toContain('(installed, in node_modules/create-alex-api)')
    expect(json(cwd, 'alex.json').version).toBe('0.2.0')
    expect(calls()).not.toContain('create-alex-api')
  })

  test('is the carried one where another is installed, and needs no network', async () => {
    const cwd = await uninstalled()
    mkdirSync(join(cwd, 'node_modules'))
    symlinkSync(later.folder, join(cwd, 'node_modules/create-alex-api'))
    const { env, calls } = offline()
    const options = ['update', '--yes', '--no-install']
    const { code, stderr } = await runNewer(carried, options, { cwd, env })
    expect(code, stderr).toBe(0)
    expect(stderr).toContain(`(carried by the project, in ${ARCHIVE})`)
    expect(readFileSync(join(cwd, 'src/app.ts'), 'utf8')).toContain('// As the newer version')
    expect(calls()).not.toContain('create-alex-api')
  })

  test('is fetched where the project depends on the registry, which its .npmrc names', async () => {
    const cwd = await depending()
    const { env, calls } = npmThat(
      `/bin/cp "$3/.npmrc" "$3/asked-with"; /bin/mkdir "$3/node_modules"
       /bin/ln -s ${published.folder} "$3/node_modules/create-alex-api"`,
    )
    const { code, stderr } = await runNewer(later, ['update', '--yes'], { cwd, env })
    expect(code, stderr).toBe(0)
    expect(stderr).toContain('Fetching create-alex-api@0.1.0 …')
    expect(stderr).toContain('(fetched from the registry)')
    expect(calls()).toMatch(/^install --prefix \S+ --ignore-scripts .*create-alex-api@0\.1\.0\n$/)
  })

  test('that cannot be had is named, with what to do, and nothing is written', async () => {
    const cwd = await depending()
    const before = snapshot(cwd)
    const { env } = offline()
    const { code, stdout, stderr } = await runNewer(later, ['update', '--yes', '--json'], {
      cwd,
      env,
    })
    expect(code).toBe(1)
    expect(stderr).toContain('create-alex-api 0.1.0, which made this project, is not at hand.')
    expect(stderr).toContain('npm error network unreachable')
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, command: 'update' })
    expect(snapshot(cwd)).toEqual(before)
  })

  test('is not looked for in a registry, where it never came from one', async () => {
    const cwd = await uninstalled()
    rmSync(join(cwd, ARCHIVE))
    const { env, calls } = offline()
    const { code, stderr } = await runNewer(carried, ['update', '--yes'], { cwd, env })
    expect(code).toBe(1)
    expect(stderr).toContain(`git checkout HEAD -- ${ARCHIVE}`)
    expect(calls()).toBe('')
  })

  test('is that very version, and no other that lies in its place', async () => {
    const cwd = await uninstalled()
    const other = await uninstalled()
    const updated = await runNewer(carried, ['update', '--yes'], { cwd: other })
    expect(updated.code, updated.stderr).toBe(0)
    renameSync(join(other, 'vendor/create-alex-api-0.2.0.tgz'), join(cwd, ARCHIVE))
    const { code, stderr } = await runNewer(carried, ['update', '--yes'], { cwd })
    expect(code).toBe(1)
    expect(stderr).toContain(`${ARCHIVE} is not create-alex-api 0.1.0.`)
    expect(stderr).toContain('create-alex-api 0.2.0')
    writeFileSync(join(cwd, ARCHIVE), 'no archive')
    const broken = await runNewer(carried, ['update', '--yes'], { cwd })
    expect(broken.code).toBe(1)
    expect(broken.stderr).toContain('The archive cannot be unpacked')
  })

  test.each([
    ['crashes', "console.error('it went wrong'); process.exit(1)", 'it went wrong'],
    [
      'refuses',
      'console.log(JSON.stringify({ error: { message: "No such type." } })); process.exit(1)',
      'No such type.',
    ],
    ['says nothing', '', 'cannot render this project'],
    ['is another one', 'console.log(\'{"version":"0.0.9","files":[]}\')', 'cannot render'],
  ])('and %s when it renders, is reported with what it says', async (_, script, said) => {
    const cwd = await uninstalled()
    const folder = join(cwd, 'node_modules/create-alex-api')
    mkdirSync(join(folder, 'dist/src'), { recursive: true })
    const own = { name: 'create-alex-api', version: '0.1.0', type: 'module' }
    writeFileSync(join(folder, 'package.json'), JSON.stringify(own))
    writeFileSync(join(folder, 'dist/src/cli.js'), script)
    const before = snapshot(cwd)
    const { code, stderr } = await runNewer(carried, ['update', '--yes'], { cwd })
    expect(code).toBe(1)
    expect(stderr).toContain('create-alex-api 0.1.0 (installed, in node_modules/create-alex-api)')
    expect(stderr).toContain(said)
    expect(snapshot(cwd)).toEqual(before)
  })
})

describe('what the project depends on', () => {
  test('is the registry, once the newer version came from there', async () => {
    const cwd = await uninstalled()
    const { code, stderr } = await runNewer(later, ['update', '--yes'], { cwd })
    expect(code, stderr).toBe(0)
    expect(existsSync(join(cwd, 'vendor'))).toBe(false)
    expect(json(cwd, 'alex.json').features.vendored).toBe(false)
    expect(json(cwd, 'package.json').devDependencies['create-alex-api']).toBe('0.2.0')
  })

  test('is the archive that the project carries, where it came from elsewhere', async () => {
    const cwd = await depending()
    mkdirSync(join(cwd, 'node_modules'))
    symlinkSync(published.folder, join(cwd, 'node_modules/create-alex-api'))
    const options = ['update', '--yes', '--no-install']
    const { code, stderr } = await runNewer(carried, options, { cwd })
    expect(code, stderr).toBe(0)
    const archive = 'vendor/create-alex-api-0.2.0.tgz'
    expect(json(cwd, 'package.json').devDependencies['create-alex-api']).toBe(`file:${archive}`)
    expect(json(cwd, 'alex.json').features.vendored).toBe(true)
    // It is bytes, and those of what it was packed from.
    const content = readFileSync(join(cwd, archive))
    expect([content[0], content[1]]).toEqual([0x1f, 0x8b])
  })
})

describe('--check', () => {
  const check = (newer: NewerVersion, cwd: string, env = {}) =>
    runNewer(newer, ['update', '--check', '--json'], { cwd, env })

  test('says that the running copy is newer, and what it brings', async () => {
    const cwd = await uninstalled()
    const before = snapshot(cwd)
    const { code, stdout, stderr } = await check(carried, cwd)
    expect(code).toBe(1)
    expect(stderr).toContain('create-alex-api 0.2.0 is there, and the project is made by 0.1.0.')
    expect(JSON.parse(stdout)).toMatchObject({
      ok: true,
      root: cwd,
      current: '0.1.0',
      available: '0.2.0',
      asked: 'running',
      news: [{ version: '0.2.0' }],
    })
    expect(snapshot(cwd)).toEqual(before)
  })

  test.each([
    ['"0.3.0"', 1, '0.3.0'],
    ['"0.1.0"', 0, null],
    ['"0.0.9"', 0, null],
    ['"0.2.0-beta.1"', 0, null],
  ])('asks the registry, which says %s', async (answer, code, available) => {
    const cwd = await depending()
    const { env, calls } = npmThat(`echo '${answer}'`)
    const finished = await check(published, cwd, env)
    expect(finished.code, finished.stderr).toBe(code)
    expect(JSON.parse(finished.stdout)).toMatchObject({ available, asked: 'registry' })
    expect(calls()).toMatch(/^view create-alex-api version --json/)
    if (available !== null) {
      expect(finished.stderr).toContain('npx create-alex-api@0.3.0 update')
    }
  })

  test('ends with 2 where that cannot be told', async () => {
    const cwd = await depending()
    for (const { env } of [offline(), npmThat('echo "[]"')]) {
      const { code, stdout, stderr } = await check(published, cwd, env)
      expect(code).toBe(2)
      expect(stderr).toContain('Whether there is a newer create-alex-api could not be found out.')
      expect(JSON.parse(stdout)).toMatchObject({ ok: false, error: { exitCode: 2 } })
    }
    const lost = await check(published, dirname(cwd))
    expect(lost.code).toBe(2)
  })

  test('asks nobody for what never came from a registry', async () => {
    const cwd = await uninstalled()
    const { env, calls } = npmThat('echo \'"9.9.9"\'')
    const { code, stdout } = await createAlexApi(['update', '--check', '--json'], { cwd, env })
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ available: null, asked: 'nobody' })
    expect(calls()).toBe('')
  })

  test('goes with nothing that changes a project', async () => {
    const cwd = await uninstalled()
    for (const flag of ['--yes', '--dry-run', '--keep-edited', '--abort']) {
      const { code, stderr } = await createAlexApi(['update', '--check', flag], { cwd })
      expect(code).toBe(2)
      expect(stderr).toContain('do not go together')
    }
  })
})
