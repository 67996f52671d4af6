import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createAlexApi, emptyFolder, pathWith, snapshot, until } from './support/program.ts'

const QUIET = ['--yes', '--no-install', '--no-git']

let cwd = ''
beforeEach(() => {
  cwd = emptyFolder()
})

const readJson = (path: string) => JSON.parse(readFileSync(join(cwd, path), 'utf8'))

describe('a new project', () => {
  test('is made, and the next commands are said on stderr', async () => {
    const { code, stdout, stderr } = await createAlexApi(['my-api', ...QUIET], { cwd })
    expect(stderr).toContain('Made my-api:')
    expect(stderr).toContain('\n  cd my-api\n  npm install\n')
    expect(stderr).toContain('\n  npm run dev\n  npx plop resource article -- --fields "')
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' })
    expect(readJson('my-api/alex.json')).toMatchObject({
      name: 'my-api',
      packageManager: 'npm',
      features: { docker: true, 'github-ci': true, vendored: true },
      history: [],
    })
    expect(readdirSync(cwd)).toEqual(['my-api'])
  })

  test('takes the package manager that runs it, and what the flags say', async () => {
    const env = { npm_config_user_agent: 'pnpm/10.34.9 npm/? node/v24.21.0 linux x64' }
    const args = ['my-api', ...QUIET, '--no-docker', '--no-ci', '--example', '--no-pin-node']
    const { code, stderr } = await createAlexApi(args, { cwd, env })
    expect(code, stderr).toBe(0)
    expect(stderr).toContain('pnpm install')
    const { packageManager, features, history } = readJson('my-api/alex.json')
    expect(packageManager).toBe('pnpm')
    expect(features).toMatchObject({ docker: false, 'github-ci': false, 'pinned-node': false })
    expect(history).toMatchObject([{ run: 'resource', name: 'article' }])
    expect(existsSync(join(cwd, 'my-api/Dockerfile'))).toBe(false)
  })

  test('has its own secrets, for nobody else to read', async () => {
    await createAlexApi(['one', ...QUIET], { cwd })
    await createAlexApi(['two', ...QUIET], { cwd })
    const secret = (name: string) => readFileSync(join(cwd, name, '.env'), 'utf8')
    expect(secret('one')).toMatch(/^CURSOR_SECRET=[\w-]{43}$/m)
    expect(secret('one')).not.toBe(secret('two'))
    expect(statSync(join(cwd, 'one/.env')).mode & 0o777).toBe(0o600)
  })

  test('carries the copy that made it', async () => {
    await createAlexApi(['my-api', ...QUIET], { cwd })
    const { version } = readJson('my-api/alex.json')
    const archive = join(cwd, `my-api/vendor/create-alex-api-${version}.tgz`)
    const listed = execFileSync('tar', ['-tzf', archive], { encoding: 'utf8' })
    expect(listed).toContain('package/dist/generators/plopfile.js\n')
    expect(listed).toContain('package/dist/src/cli.js\n')
  })

  test('is made in this folder, which is empty', async () => {
    mkdirSync(join(cwd, 'here'))
    const here = join(cwd, 'here')
    const { code, stderr } = await createAlexApi(['.', ...QUIET], { cwd: here })
    expect(code, stderr).toBe(0)
    expect(stderr).not.toContain('  cd ')
    expect(readJson('here/alex.json').name).toBe('here')
    expect(existsSync(join(here, '.alex'))).toBe(false)
  })

  test('can have another name than its folder', async () => {
    const { code, stderr } = await createAlexApi(['A Folder', '--name', 'orders', ...QUIET], {
      cwd,
    })
    expect(code, stderr).toBe(0)
    expect(stderr).toContain("\n  cd 'A Folder'\n")
    expect(readJson('A Folder/package.json').name).toBe('orders')
  })

  test('is a git repository with one commit, without its secrets', async () => {
    const args = ['my-api', '--yes', '--no-install']
    const { code, stderr } = await createAlexApi(args, { cwd })
    expect(code, stderr).toBe(0)
    const git = (...words: string[]) =>
      execFileSync('git', words, { cwd: join(cwd, 'my-api'), encoding: 'utf8' })
    expect(git('status', '--porcelain')).toBe('')
    expect(git('log', '--oneline').trim().split('\n')).toHaveLength(1)
    const files = git('ls-files').split('\n')
    expect(files).toContain('.env.example')
    expect(files).not.toContain('.env')
  })
})

describe('--dry-run', () => {
  test('shows the files and touches nothing', async () => {
    const { code, stdout, stderr } = await createAlexApi(['my-api', '--yes', '--dry-run'], { cwd })
    expect(stderr).toContain('alex.json')
    expect(stderr).toContain('npm install')
    expect(stderr).toContain('Nothing was written')
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' })
    expect(readdirSync(cwd)).toEqual([])
  })
})

describe('--json', () => {
  test('prints one document, without secrets', async () => {
    const { code, stdout } = await createAlexApi(['my-api', ...QUIET, '--json'], { cwd })
    const report = JSON.parse(stdout)
    expect(report).toMatchObject({ ok: true, command: 'create', dryRun: false })
    expect(report.entries).toContainEqual({ path: 'alex.json', action: 'create' })
    expect(code).toBe(0)
    const env = readFileSync(join(cwd, 'my-api/.env'), 'utf8')
    const secrets = [...env.matchAll(/=([\w-]{43})$/gm)].map(([, secret]) => String(secret))
    expect(secrets.length).toBeGreaterThan(0)
    for (const secret of secrets) expect(stdout).not.toContain(secret)
  })

  test('has the plan of a dry run', async () => {
    const { stdout } = await createAlexApi(['my-api', '--yes', '--dry-run', '--json'], { cwd })
    const report = JSON.parse(stdout)
    expect(report).toMatchObject({ ok: true, dryRun: true, root: join(cwd, 'my-api') })
    expect(report.steps.map(({ name }: { name: string }) => name)).toContain('git')
  })

  test.each<[args: string[], code: number]>([
    [['--nonsense', '--json'], 2],
    [['Bad Name', '--yes', '--json'], 1],
    [['--json'], 2],
  ])('has the error of %j', async (args, code) => {
    const finished = await createAlexApi(args, { cwd })
    expect(finished.code).toBe(code)
    const report = JSON.parse(finished.stdout)
    expect(report).toMatchObject({ ok: false, error: { exitCode: code } })
    expect(finished.stderr).toContain(report.error.message)
  })
})

describe('an output that fails', () => {
  const full = () => openSync('/dev/full', 'w')

  test.each(['stdout', 'stderr'] as const)('a reader of %s that went away', async (stream) => {
    const { code, stderr } = await createAlexApi(['my-api', ...QUIET, '--json'], {
      cwd,
      during: async (child) => void child[stream]?.destroy(),
    })
    expect(code, stderr).toBe(0)
    expect(readJson('my-api/alex.json').name).toBe('my-api')
  })

  test.skipIf(!existsSync('/dev/full'))('stderr on a full disk ends no work', async () => {
    const { code, stdout } = await createAlexApi(['my-api', ...QUIET, '--json'], {
      cwd,
      to: { stderr: full() },
    })
    expect(JSON.parse(stdout).ok).toBe(true)
    expect(code).toBe(0)
  })

  test.skipIf(!existsSync('/dev/full'))('stdout on a full disk is told', async () => {
    const { code, stderr } = await createAlexApi(['my-api', ...QUIET, '--json'], {
      cwd,
      to: { stdout: full() },
    })
    expect(stderr).toContain('Error: The output cannot be written (ENOSPC).')
    expect(stderr).not.toMatch(/\n\s+at /)
    expect(code).toBe(1)
  })
})

describe.concurrent('what is refused leaves the disk as it was', () => {
  let cwd = ''
  let before: Record<string, string>
  beforeAll(() => {
    cwd = emptyFolder()
    mkdirSync(join(cwd, 'full'))
    writeFileSync(join(cwd, 'full/notes.txt'), 'mine')
    writeFileSync(join(cwd, 'file'), 'mine')
    mkdirSync(join(cwd, 'outer'))
    writeFileSync(join(cwd, 'outer/alex.json'), '{}')
    symlinkSync('full', join(cwd, 'link'))
    before = snapshot(cwd)
  })
  // At the end, since the tests of this block run side by side.
  afterAll(() => expect(snapshot(cwd)).toEqual(before))

  test.each<[args: string[], code: number, said: string[]]>([
    [['full'], 1, ['not empty (notes.txt)', 'Choose a folder']],
    [['link'], 1, ['not empty (notes.txt)']],
    [['file'], 1, ['A file stands where the project would go']],
    [['file/below'], 1, ['file stands']],
    [['outer/inner'], 1, ['a project inside a project', 'outer/alex.json']],
    [['Bad Name'], 1, ['cannot be named "Bad Name"', '--name bad-name']],
    [['node_modules'], 1, ['cannot be named "node_modules"']],
    [['ok', '--name', '../x'], 1, ['cannot be named "../x"']],
    [['a\u001b[31m'], 2, ['control character']],
    [['x', 'y'], 2, ['Unexpected argument "y"']],
    [['x', '--nonsense'], 2, ['Unknown flag --nonsense']],
    [['x', '--dry-rum'], 2, ['Did you mean --dry-run?']],
    [['x', '--package-manager', 'cargo'], 2, ['cannot be "cargo"', 'npm, pnpm, yarn, bun']],
    [['x', '--package-manager', 'yarn', '--pin-node'], 2, ['--pin-node cannot work here', 'yarn']],
    [['x', '--docker', '--no-docker'], 2, ['contradict each other']],
  ])('%j', async (args, code, said) => {
    const finished = await createAlexApi([...args, ...QUIET], { cwd })
    for (const words of said) expect(finished.stderr).toContain(words)
    expect(finished.stderr).not.toMatch(/\n\s+at /)
    expect(finished.code).toBe(code)
  })

  test('a missing answer without a terminal names the flags', async () => {
    const { code, stderr } = await createAlexApi(['--docker'], { cwd })
    expect(stderr).toContain('no terminal to ask in')
    const missing =
      'missing: [directory], --package-manager, --auth, --ci github or --no-ci, --graphql or --no-graphql, --jobs or --no-jobs, --outbound or --no-outbound, --example or --no-example'
    expect(stderr).toContain(missing)
    expect(stderr).toContain('--yes')
    expect(code).toBe(2)
  })

  test('a parent that may not be written to', async () => {
    // Root may write anywhere, so that it has to be somebody else.
    const uid = process.getuid?.() === 0 ? { uid: 65534 } : {}
    const locked = emptyFolder()
    chmodSync(locked, 0o555)
    const options = { cwd: locked, ...uid }
    const { code, stderr } = await createAlexApi(['my-api', ...QUIET], options)
    expect(stderr).toContain('permission denied')
    expect(stderr).toContain(locked)
    expect(stderr).not.toMatch(/\n\s+at /)
    expect(code).toBe(1)
    expect(readdirSync(locked)).toEqual([])
  })
})

describe('a step that fails keeps the project', () => {
  const made = () => readJson('my-api/alex.json').name

  test('a failing install: the commands to repeat, exit code 1', async () => {
    const env = { PATH: pathWith({ npm: 'echo "registry unreachable" >&2; exit 1' }) }
    const args = ['my-api', '--yes', '--no-git', '--package-manager', 'npm', '--json']
    const { code, stdout, stderr } = await createAlexApi(args, { cwd, env })
    expect(stderr).toContain('registry unreachable')
    expect(stderr).toContain(`cd ${join(cwd, 'my-api')} && npm install`)
    expect(code).toBe(1)
    expect(made()).toBe('my-api')
    const report = JSON.parse(stdout)
    expect(report.ok).toBe(false)
    expect(report.steps[0]).toMatchObject({ name: 'install', status: 'failed' })
    expect(report.steps.slice(1)).not.toContainEqual(expect.objectContaining({ status: 'done' }))
  })

  test('a package manager that is not there', async () => {
    const env = { PATH: pathWith({}) }
    const args = ['my-api', '--yes', '--no-git', '--package-manager', 'pnpm']
    const { code, stderr } = await createAlexApi(args, { cwd, env })
    expect(stderr).toContain('pnpm was not found')
    expect(code).toBe(1)
    expect(made()).toBe('my-api')
  })

  test('no git on the PATH', async () => {
    const env = { PATH: pathWith({}) }
    const { code, stderr } = await createAlexApi(['my-api', '--yes', '--no-install'], { cwd, env })
    expect(stderr).toContain('git was not found')
    expect(stderr).toContain('git init')
    expect(code).toBe(1)
    expect(made()).toBe('my-api')
    expect(existsSync(join(cwd, 'my-api/.git'))).toBe(false)
  })
})

describe('an interruption', () => {
  test('in the middle of the install keeps the project, and ends with 130', async () => {
    const env = { PATH: pathWith({ npm: 'echo installing; exec /bin/sleep 60' }) }
    const { code, stderr } = await createAlexApi(['my-api', '--yes', '--package-manager', 'npm'], {
      cwd,
      env,
      during: async (child, printed) => {
        await until(() => printed().includes('Installing'))
        await new Promise((resolve) => setTimeout(resolve, 300))
        child.kill('SIGINT')
      },
    })
    expect(stderr).toContain('Installing dependencies: interrupted')
    expect(stderr).not.toContain('Making a git repository: interrupted')
    expect(stderr).toContain('npm install')
    expect(code).toBe(130)
    expect(readJson('my-api/alex.json').name).toBe('my-api')
  })

  test.concurrent.each([60, 100, 140, 180, 220, 260, 300, 350, 400, 500])(
    'after %d ms leaves nothing, or the whole project',
    async (milliseconds) => {
      const cwd = emptyFolder()
      const { code } = await createAlexApi(['my-api', ...QUIET], {
        cwd,
        during: async (child) => {
          await new Promise((resolve) => setTimeout(resolve, milliseconds))
          child.kill('SIGINT')
        },
      })
      expect([0, 130]).toContain(code)
      const names = readdirSync(cwd)
      const readJson = (path: string) => JSON.parse(readFileSync(join(cwd, path), 'utf8'))
      if (code === 0) expect(names).toEqual(['my-api'])
      else expect([[], ['my-api']]).toContainEqual(names)
      if (names.length > 0) {
        expect(readJson('my-api/alex.json').name).toBe('my-api')
        expect(existsSync(join(cwd, 'my-api/.env'))).toBe(true)
      }
    },
  )
})
