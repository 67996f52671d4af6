import { chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { createAlexApi, emptyFolder, makeProject, runPlop, snapshot } from './support/program.ts'

let cwd = ''
beforeEach(async () => {
  cwd = (await makeProject(['--example', '--no-pin-node'])).root
})

const edit = (path: string, change: (text: string) => string) =>
  writeFileSync(join(cwd, path), change(readFileSync(join(cwd, path), 'utf8')))
const doctor = (...flags: string[]) => createAlexApi(['doctor', ...flags], { cwd })
const codesIn = (stdout: string) =>
  JSON.parse(stdout).findings.map(({ code }: { code: string }) => code)

describe('doctor', () => {
  test('says what is wrong on stderr, writes nothing, and exits with 1 for an error', async () => {
    edit('.env', (env) => env.replace(/^CURSOR_SECRET=.*$/m, 'CURSOR_SECRET=short-and-mine'))
    const before = snapshot(cwd)
    const { code, stdout, stderr } = await doctor()
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toMatch(/^Environment\n {2}error {4}secret-weak {2}\.env:\d+$/m)
    expect(stderr).toContain('    CURSOR_SECRET is shorter than 32 bytes.\n    → ')
    expect(stderr).not.toContain('short-and-mine')
    expect(snapshot(cwd)).toEqual(before)
  })

  test('exits with 0 where there are warnings alone', async () => {
    edit('alex.json', (json) => json.replace(/"version": ".*"/, '"version": "0.0.1"'))
    const { code, stdout } = await doctor('--json')
    const document = JSON.parse(stdout)
    expect(document).toMatchObject({ command: 'doctor', root: cwd, counts: { warning: 2 } })
    const errors = codesIn(stdout).filter((found: string) => found === 'node-wrong')
    expect(document.counts.error).toBe(errors.length)
    expect({ code, ok: document.ok }).toEqual({
      code: errors.length > 0 ? 1 : 0,
      ok: errors.length === 0,
    })
  })

  test('shows with --dry-run what --fix would do, without a secret, and does it', async () => {
    edit('.env', (env) => env.replace('NODE_ENV=development\n', ''))
    edit('src/resources/index.ts', (list) => list.replaceAll(/^.*\barticles\b.*\n/gm, ''))
    chmodSync(join(cwd, '.env'), 0o644)
    const before = snapshot(cwd)
    const shown = await doctor('--fix', '--dry-run', '--json')
    expect(snapshot(cwd)).toEqual(before)
    expect(shown.stderr).toContain("+import { articles } from './articles/index.ts'")
    expect(shown.stderr).toContain('  added NODE_ENV to .env\n')
    const [, secret = 'none'] =
      /^CURSOR_SECRET=(.+)$/m.exec(readFileSync(join(cwd, '.env'), 'utf8')) ?? []
    expect(shown.stderr + shown.stdout).not.toContain(secret)
    expect(JSON.parse(shown.stdout)).toMatchObject({ dryRun: true, ok: false })

    // Nothing can be installed: what needs no install is mended all the same.
    const fixed = await createAlexApi(['doctor', '--fix', '--json'], { cwd, env: { PATH: '' } })
    const document = JSON.parse(fixed.stdout)
    const done = document.fixed.map(({ code }: { code: string }) => code).sort()
    expect(done).toEqual(['env-key-missing', 'env-readable', 'not-in-registry'])
    expect(document.notFixed.map(({ code }: { code: string }) => code)).toEqual(['not-installed'])
    const after = snapshot(cwd)
    const changed = Object.keys(after).filter((path) => after[path] !== before[path])
    expect(changed).toEqual(['.env', 'src/resources/index.ts'])
  })

  test('mends nothing while an operation is pending', async () => {
    writeFileSync(join(cwd, 'src/resources/index.ts'), '// mine\n')
    const article = ['resource', 'tag', '--', '--fields', 'label:string', '--yes']
    await runPlop([...article, '--conflicts', 'markers'], { cwd })
    chmodSync(join(cwd, '.env'), 0o644)
    const before = snapshot(cwd)
    const { code, stdout } = await createAlexApi(['doctor', '--fix', '--json'], {
      cwd,
      env: { PATH: '' },
    })
    expect(code).toBe(1)
    expect(codesIn(stdout)).toContain('pending-operation')
    expect(JSON.parse(stdout).notFixed).toContainEqual({
      code: 'env-readable',
      because: 'an operation is pending, and is settled first',
    })
    expect(snapshot(cwd)).toEqual(before)
  })

  test('runs in a project that has lost its manifest, and in one of which little is left', async () => {
    rmSync(join(cwd, 'alex.json'))
    const lost = await doctor('--json')
    expect(codesIn(lost.stdout)).toContain('manifest-invalid')
    writeFileSync(join(cwd, 'alex.json'), '\u0000\u0001')
    for (const path of ['src', 'migrations', '.env.example', 'package.json', 'docs']) {
      rmSync(join(cwd, path), { recursive: true })
    }
    const { code, stdout, stderr } = await doctor('--json')
    expect(stderr).not.toContain('fault of create-alex-api')
    expect(code).toBe(1)
    expect(codesIn(stdout)).toEqual(
      expect.arrayContaining(['manifest-invalid', 'package-json-invalid']),
    )
    expect(JSON.parse(stdout).skipped).toContainEqual({
      code: 'slice-missing',
      because: 'the manifest cannot be read',
    })
  })

  test('outside of a project there is nothing to look at', async () => {
    const { code, stderr } = await createAlexApi(['doctor'], { cwd: emptyFolder() })
    expect(code).toBe(1)
    expect(stderr).toContain('there is no alex.json')
  })

  test('--dry-run alone, an unknown flag and an argument are bad usage', async () => {
    for (const args of [['--dry-run'], ['--fixx'], ['here']]) {
      const { code, stdout } = await doctor(...args)
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    }
  })

  test('--help says what --fix does, and the exit codes', async () => {
    const { code, stdout } = await doctor('--help')
    expect(code).toBe(0)
    expect(stdout).toContain('create-alex-api doctor --fix')
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain('warnings and notices alone are 0')
  })
})

describe('info', () => {
  test('is on stdout, and has no secret', async () => {
    edit('.env', (env) => env.replace('DATABASE_URL=', 'DATABASE_URL=postgres://me:hush@db/x'))
    const before = snapshot(cwd)
    const { code, stdout, stderr } = await createAlexApi(['info'], { cwd })
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toMatch(/^project +my-api, at /m)
    expect(stdout).toMatch(/^ +article, public, v1$/m)
    expect(stdout).toMatch(/^database +DATABASE_URL$/m)
    expect(stdout).not.toContain('hush')
    expect(snapshot(cwd)).toEqual(before)
  })

  test('is one document with --json', async () => {
    const { stdout } = await createAlexApi(['info', '--json'], { cwd })
    expect(JSON.parse(stdout)).toMatchObject({
      command: 'info',
      running: { from: 'checkout' },
      project: {
        root: cwd,
        name: 'my-api',
        packageManager: 'npm',
        operations: 1,
        resources: [
          {
            name: 'article',
            parts: ['repository', 'service', 'controller'],
            access: 'public',
            softDelete: false,
            versions: ['v1'],
          },
        ],
        integrations: [],
        database: 'embedded',
        git: null,
      },
    })
  })

  test('names the third parties that are called', async () => {
    edit('alex.json', (text) => {
      const manifest = JSON.parse(text)
      manifest.history.push({
        at: '20991122T093000Z',
        run: 'circuit-breaker',
        name: 'payments',
        operations: 'ping: GET /ping; pay: POST /payments {amount:integer}',
      })
      return JSON.stringify(manifest)
    })
    const { stdout } = await createAlexApi(['info'], { cwd })
    expect(stdout).toMatch(/^integrations +payments, at PAYMENTS_URL: ping, pay$/m)
    const document = JSON.parse((await createAlexApi(['info', '--json'], { cwd })).stdout)
    expect(document.project.integrations).toEqual([
      { name: 'payments', operations: ['ping', 'pay'], address: 'PAYMENTS_URL' },
    ])
  })

  test('says what it can of a broken project, and of no project', async () => {
    writeFileSync(join(cwd, 'alex.json'), '{')
    const broken = await createAlexApi(['info'], { cwd })
    expect(broken.code).toBe(0)
    expect(broken.stdout).toMatch(/^alex\.json +alex\.json is not JSON/m)
    const none = await createAlexApi(['info'], { cwd: emptyFolder() })
    expect(none).toMatchObject({ code: 0, stderr: '' })
    expect(none.stdout).toContain('There is no project here.')
  })
})
