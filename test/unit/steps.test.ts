import { execFileSync } from 'node:child_process'
import fs from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Step } from '../../src/merge/plan.ts'
import { cameFromRegistry, packSelf } from '../../src/steps/archive.ts'
import { gitStep } from '../../src/steps/git.ts'
import { installStep } from '../../src/steps/install.ts'
import { runSteps } from '../../src/steps/run.ts'
import { shellCommand } from '../../src/steps/shell.ts'

let folder: string

beforeAll(async () => {
  folder = await fs.mkdtemp(join(await fs.realpath(tmpdir()), 'alex steps-'))
})

afterAll(() => fs.rm(folder, { recursive: true, force: true }))
afterEach(() => vi.unstubAllEnvs())

const node = (script: string): [string, ...string[]] => [process.execPath, '-e', script]

function step(name: Step['name'], commands: Step['commands'], after?: Step['name']): Step {
  return { name, label: name, commands, cwd: folder, ...(after && { after }) }
}

describe('steps', () => {
  it('run one after another in their folder, and what they print is passed on', async () => {
    const heard: string[] = []
    const first = step('install', [
      node('console.log(process.cwd())'),
      node('console.error("two")'),
    ])
    const results = await runSteps([first, step('check', [node('')])], {
      onStart: ({ name }) => heard.push(`start ${name}`),
      onOutput: (_, text) => heard.push(text.trim()),
      onEnd: ({ status }) => heard.push(status),
    })
    expect(heard).toEqual(['start install', folder, 'two', 'done', 'start check', 'done'])
    expect(results.map((result) => result.status)).toEqual(['done', 'done'])
  })

  it('that fail give the command to repeat, and leave out what comes after them', async () => {
    const failing = step('install', [
      node(''),
      node('console.log("why"); process.exit(3)'),
      ['more'],
    ])
    const results = await runSteps([
      failing,
      step('check', [node('')], 'install'),
      step('openapi', [node('')], 'check'),
      step('git', [node('')]),
    ])
    expect(results.map((result) => result.status)).toEqual(['failed', 'skipped', 'skipped', 'done'])
    expect(results[0]).toMatchObject({
      message: expect.stringMatching(/exit code 3/),
      output: 'why',
      command: expect.stringMatching(/^cd '.*' && \S+ -e 'console.*' && more$/),
    })
    expect(results[1]?.message).toMatch(/left out/)
  })

  it('say when their program is missing', async () => {
    const [result] = await runSteps([step('git', [['no-such-program-here']])])
    expect(result).toMatchObject({
      status: 'failed',
      message: 'the program no-such-program-here was not found; is it installed?',
    })
  })

  it('get no terminal, and nothing that npm or git say about this process', async () => {
    vi.stubEnv('npm_config_local_prefix', '/elsewhere')
    vi.stubEnv('npm_lifecycle_event', 'npx')
    vi.stubEnv('NODE_ENV', 'production')
    vi.stubEnv('GIT_DIR', '/elsewhere')
    vi.stubEnv('FORCE_COLOR', '1')
    vi.stubEnv('MINE', 'yes')
    const script =
      'const e = process.env; console.log([e.npm_config_local_prefix, e.npm_lifecycle_event, e.NODE_ENV, e.GIT_DIR, e.MINE, e.OWN, e.FORCE_COLOR, e.NO_COLOR, require("fs").readFileSync(0).length].join())'
    const [result] = await runSteps([{ ...step('check', [node(script)]), env: { OWN: 'own' } }])
    expect(result?.output).toBe(',,,,yes,own,,1,0')
  })

  it('end at Ctrl-C, the one that runs and the rest', async () => {
    const steps = [
      step('install', [node('console.log("on"); setTimeout(() => {}, 60000)')]),
      step('git', [node('')]),
    ]
    const results = await runSteps(steps, {
      onOutput: () => process.emit('SIGINT', 'SIGINT'),
    })
    expect(results.map((result) => result.status)).toEqual(['cancelled', 'cancelled'])
    expect(process.listenerCount('SIGINT')).toBe(0)
  })

  it('are spelled as a person would type them', () => {
    expect(
      shellCommand(
        '/a b',
        [
          ['npm', 'install'],
          ['echo', "it's"],
        ],
        '/',
      ),
    ).toBe("cd '/a b' && npm install && echo 'it'\\''s'")
    expect(shellCommand('/here', [['npm', 'ci']], '/here')).toBe('npm ci')
    expect(installStep('/x', ['npm', 'install'])).toMatchObject({ name: 'install', cwd: '/x' })
  })
})

describe('git', () => {
  it('makes a repository with one commit, where nobody has told git a name', async () => {
    vi.stubEnv('HOME', folder)
    vi.stubEnv('XDG_CONFIG_HOME', folder)
    vi.stubEnv('GIT_CONFIG_NOSYSTEM', '1')
    vi.stubEnv('GIT_CONFIG_GLOBAL', join(folder, 'none'))
    const root = join(folder, 'repo')
    const made = await gitStep(root, 'Create repo')
    await fs.mkdir(root)
    await fs.writeFile(join(root, 'a.txt'), 'a')
    expect(made.notices).toEqual([])
    const [result] = await runSteps(made.step ? [made.step] : [])
    expect(result).toMatchObject({ status: 'done' })
    const log = execFileSync('git', ['log', '--format=%s by %an', '--name-only'], { cwd: root })
    expect(log.toString()).toBe('Create repo by create-alex-api\n\na.txt\n')
    const branch = execFileSync('git', ['symbolic-ref', 'HEAD'], { cwd: root }).toString()
    expect(branch.trim()).toBe('refs/heads/main')

    const inside = await gitStep(join(root, 'deep', 'er'), 'x')
    expect(inside).toMatchObject({ step: null, notices: [{ code: 'git-left-out' }] })
  })

  it('uses the name that git knows', async () => {
    vi.stubEnv('HOME', folder)
    vi.stubEnv('GIT_CONFIG_GLOBAL', join(folder, 'gitconfig'))
    await fs.writeFile(join(folder, 'gitconfig'), '[user]\nname = A\nemail = a@b.test\n')
    const { step } = await gitStep(join(folder, 'other'), 'x')
    expect(step?.commands.flat()).not.toContain('-c')
  })

  it('that is not installed is a step that fails with a word about it', async () => {
    vi.stubEnv('PATH', '/nowhere')
    const { step } = await gitStep(join(folder, 'other'), 'x')
    await fs.mkdir(join(folder, 'other'))
    const [result] = await runSteps(step ? [step] : [])
    expect(result).toMatchObject({
      status: 'failed',
      message: expect.stringMatching(/git was not/),
    })
  })
})

describe('the archive of the running copy', () => {
  const put = async (root: string, path: string, content: string) => {
    await fs.mkdir(join(root, path, '..'), { recursive: true })
    await fs.writeFile(join(root, path), content)
  }
  const packageJson = { name: 'create-alex-api', version: '1.2.3', files: ['dist', 'data'] }

  async function copy(name: string) {
    const root = join(folder, name, 'node_modules', 'create-alex-api')
    await put(root, 'package.json', JSON.stringify(packageJson))
    await put(root, 'README.md', '# It\n')
    await put(root, 'dist/cli.js', '#!/usr/bin/env node\n')
    await put(root, 'dist/node_modules/x.js', 'no')
    await put(root, 'data/_gitignore', 'node_modules\n')
    await put(root, `data/${'long/'.repeat(40)}file.txt`, 'long\n')
    await put(root, 'secret.txt', 'no')
    await fs.chmod(join(root, 'dist/cli.js'), 0o755)
    return root
  }

  it('is the same whatever the time, and holds what package.json says', async () => {
    const one = await copy('one')
    const two = await copy('two')
    await fs.utimes(join(two, 'dist/cli.js'), 1, 1)
    await fs.chmod(join(two, 'README.md'), 0o600)
    const bytes = await packSelf(one)
    expect(Buffer.from(await packSelf(two)).equals(bytes)).toBe(true)
    const archive = join(folder, 'it.tgz')
    await fs.writeFile(archive, bytes)
    const list = execFileSync('tar', ['-tvzf', archive]).toString().trim().split('\n')
    expect(list.map((line) => [line.slice(0, 10), line.split(' ').at(-1)])).toEqual([
      ['-rw-r--r--', 'package/README.md'],
      ['-rw-r--r--', 'package/data/_gitignore'],
      ['-rw-r--r--', `package/data/${'long/'.repeat(40)}file.txt`],
      ['-rwxr-xr-x', 'package/dist/cli.js'],
      ['-rw-r--r--', 'package/package.json'],
    ])
  })

  it('says when the copy is not built', async () => {
    const root = await copy('unbuilt')
    await fs.rm(join(root, 'dist'), { recursive: true })
    await expect(packSelf(root)).rejects.toThrow(/lacks dist/)
  })

  it('is left out only where npm proves that the copy came from a registry', async () => {
    const root = await copy('proof')
    const lock = join(root, '..', '.package-lock.json')
    const say = (entry: object) =>
      fs.writeFile(lock, JSON.stringify({ packages: { 'node_modules/create-alex-api': entry } }))
    expect(await cameFromRegistry(root)).toBe(false)
    const resolved = 'https://registry.npmjs.org/create-alex-api/-/create-alex-api-1.2.3.tgz'
    await say({ version: '1.2.3', resolved })
    expect(await cameFromRegistry(root)).toBe(true)
    for (const entry of [
      { version: '1.2.4', resolved },
      { version: '1.2.3' },
      { version: '1.2.3', resolved: resolved.replace('https', 'http') },
      { version: '1.2.3', resolved: 'file:../create-alex-api-1.2.3.tgz' },
      { version: '1.2.3', resolved: 'https://example.com/other/-/other-1.2.3.tgz' },
      { version: '1.2.3', resolved, link: true },
    ]) {
      await say(entry)
      expect(await cameFromRegistry(root), JSON.stringify(entry)).toBe(false)
    }
    await fs.writeFile(lock, 'broken')
    expect(await cameFromRegistry(root)).toBe(false)
  })
})
