import { execFileSync } from 'node:child_process'
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { hostname } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { checks, runChecks } from '../../generators/doctor/checks.ts'
import { examine } from '../../generators/doctor/examination.ts'
import { mend } from '../../generators/doctor/fix.ts'
import type { Machine } from '../../generators/machine.ts'
import type { Session } from '../../src/cli/session.ts'
import { spellOwner } from '../../src/commit/owner.ts'
import { packageVersion } from '../../src/package.ts'
import {
  copyOf,
  differences,
  everything,
  makeHealthy,
  newFolder,
  removeFolders,
  write,
} from './support/healthy.ts'

const interrupted = new AbortController().signal
const options = {
  env: {},
  interrupted,
  machine: { node: '24.0.0', platform: 'linux', arch: 'x64' },
} as const
const session: Session = {
  cwd: '',
  env: {},
  interactive: false,
  out: async () => undefined,
  say: async () => undefined,
  colour: false,
  interrupted,
}

let healthy = ''
let root = ''

beforeAll(async () => {
  healthy = await makeHealthy()
  vi.stubEnv('PATH', `${fakeNpm()}${delimiter}${process.env.PATH}`)
})
beforeEach(() => {
  root = copyOf(healthy)
})
afterEach(() => rmSync(dirname(root), { recursive: true }))
afterAll(removeFolders)

const look = async (how: Partial<Parameters<typeof examine>[1]> = {}) =>
  runChecks(examine(root, { ...options, ...how }))
const text = (path: string) => readFileSync(join(root, path), 'utf8')
const edit = (path: string, change: (text: string) => string) =>
  writeFileSync(join(root, path), change(text(path)))
const remove = (path: string) => rmSync(join(root, path), { recursive: true })
const git = (...args: string[]) =>
  execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@example.org', ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  }).toString()
/** A script of package.json that prints something, and ends so. */
const script = (name: string, code: string) => {
  write(root, `.data/${name.replace(':', '-')}.cjs`, code)
  edit('package.json', (json) => {
    const parsed = JSON.parse(json)
    parsed.scripts[name] = `node .data/${name.replace(':', '-')}.cjs`
    return `${JSON.stringify(parsed, null, 2)}\n`
  })
}
const AUTHORS = 'migrations/20261122T093000Z_create_authors.ts'
const SEED = 'migrations/20261122T093003Z_seed.ts'
const gone = { pid: 2 ** 22 + 1, host: hostname(), started: '1' }

/** What the database says: every migration that has a file is applied, but for what is changed. */
const database = (change: Record<string, Partial<State>> = {}) => {
  const names = [
    '00000000T000000Z_create_idempotency_keys',
    '20261122T093000Z_create_authors',
    '20261122T093001Z_create_tags',
    '20261122T093002Z_create_articles',
    '20261122T093003Z_seed',
    ...Object.keys(change),
  ]
  const appliedAt = new Date(Date.now() + 60_000).toISOString()
  const migrations = [...new Set(names)]
    .sort()
    .map((name) => ({ name, appliedAt, hasFile: true, ...change[name] }))
  edit('.env', (env) => env.replace('DATABASE_URL=', 'DATABASE_URL=postgres://nowhere/x'))
  script('db:status', `console.log(${JSON.stringify(JSON.stringify({ migrations }))})`)
}
interface State {
  appliedAt: string | null
  hasFile: boolean
}

const later = (path: string) => {
  const time = new Date(Date.now() + 120_000)
  utimesSync(join(root, path), time, time)
}

interface Damage {
  readonly code: string
  readonly how: string
  readonly damage: () => void | Promise<void>
  readonly where?: string
  readonly says?: RegExp
  readonly mend: RegExp
  readonly severity?: 'error' | 'warning' | 'notice'
  /** Other findings of the same damage. */
  readonly also?: readonly string[]
  /** The paths that `--fix` changes; absent where a person has to decide. */
  readonly fixes?: readonly string[]
  /** What is looked at afterwards. */
  readonly afterwards?: () => void
  readonly machine?: Machine
  readonly env?: Record<string, string>
}

const journal = (phase: 'undo' | 'finish') => {
  write(root, 'src/.alex-0123abcd-0.new', 'export const half = 1\n')
  const entries = [{ path: 'src/half.ts', action: 'create', temp: 'src/.alex-0123abcd-0.new' }]
  write(root, '.alex/journal.json', JSON.stringify({ version: 1, phase, folders: [], entries }))
}

const SERVICE_TEMPLATE = 'resource/src/resources/__resources__/__resource__.service.ts.hbs'

const damages: readonly Damage[] = [
  {
    code: 'override-broken',
    how: 'it has a word that is not there',
    damage: () => write(root, `alex/templates/${SERVICE_TEMPLATE}`, '\n{{humann}}\n'),
    where: `alex/templates/${SERVICE_TEMPLATE}:2`,
    says: /The word humann is not there/,
    mend: /Did you mean human\?/,
  },
  {
    code: 'override-broken',
    how: 'its package is not installed',
    damage: () =>
      edit('alex.json', (json) =>
        json.replace('"history"', '"overrides": "@acme/x",\n  "history"'),
      ),
    says: /@acme\/x is not installed/,
    mend: /npm install --save-dev @acme\/x/,
  },
  {
    code: 'override-unapplied',
    how: 'it was added, and nothing was generated since',
    damage: () => write(root, `alex/templates/${SERVICE_TEMPLATE}`, '// {{human}}\n'),
    where: `alex/templates/${SERVICE_TEMPLATE}`,
    mend: /create-alex-api apply/,
    severity: 'notice',
  },
  {
    code: 'journal-left',
    how: 'a run was killed half-way',
    damage: () => journal('undo'),
    where: '.alex/journal.json',
    mend: /doctor --fix/,
    fixes: ['.alex', '.alex/journal.json', 'src/.alex-0123abcd-0.new'],
  },
  {
    code: 'journal-left',
    how: 'the journal cannot be read',
    damage: () => write(root, '.alex/journal.json', '{'),
    where: '.alex/journal.json',
    mend: /delete that file/,
  },
  {
    code: 'journal-left',
    how: 'a file stands in the place of its folder',
    damage: () => write(root, '.alex', 'x'),
    says: /\.alex is no folder of this project/,
    mend: /Move it away/,
  },
  {
    code: 'lock-left',
    how: 'the process that held it is gone',
    damage: () => write(root, '.alex/lock', JSON.stringify({ ...gone, since: '' })),
    where: '.alex/lock',
    mend: /doctor --fix/,
    severity: 'warning',
    fixes: ['.alex', '.alex/lock'],
  },
  {
    code: 'lock-left',
    how: 'a process holds it right now',
    damage: () =>
      write(
        root,
        '.alex/lock',
        JSON.stringify({ pid: process.ppid, host: hostname(), started: '0', since: '' }),
      ),
    severity: 'notice',
    mend: /Wait for it/,
  },
  {
    code: 'pending-operation',
    how: 'an operation has left a conflict',
    damage: () => {
      edit('src/app.ts', (app) => `${app}<<<<<<< yours\na\n=======\nb\n>>>>>>> plop resource x\n`)
      const files = [{ path: 'src/app.ts', kind: 'conflict', before: null, after: null }]
      write(
        root,
        '.alex/pending.json',
        JSON.stringify({ version: 1, label: 'plop resource x', files }),
      )
    },
    says: /plop resource x is pending: to be settled are src\/app\.ts:\d+\./,
    mend: /create-alex-api continue.*create-alex-api abort/,
  },
  {
    code: 'pending-operation',
    how: 'what is pending cannot be read',
    damage: () => write(root, '.alex/pending.json', 'x'),
    mend: /delete that file/,
  },
  {
    code: 'conflict-markers',
    how: 'a merge of git was left',
    damage: () => edit('src/app.ts', (app) => `<<<<<<< HEAD\n1\n=======\n2\n>>>>>>> other\n${app}`),
    where: 'src/app.ts:1',
    mend: /git add src\/app\.ts/,
  },
  {
    code: 'conflict-markers',
    how: 'a merge of git was left in the manifest',
    damage: () =>
      edit('alex.json', (json) => json.replace('{', '{\n<<<<<<< a\n=======\n>>>>>>> b')),
    where: 'alex.json:2',
    mend: /create-alex-api sync/,
  },
  {
    code: 'temporary-files',
    how: 'a file that was about to be written',
    damage: () => write(root, 'src/.alex-0123abcd-1.new', 'x'),
    where: 'src/.alex-0123abcd-1.new',
    mend: /^rm src/,
    severity: 'warning',
    fixes: ['src/.alex-0123abcd-1.new'],
  },
  {
    code: 'temporary-files',
    how: 'what a file was before',
    damage: () => write(root, 'src/.alex-0123abcd-1.old', 'x'),
    mend: /Compare it/,
    severity: 'warning',
  },
  {
    code: 'partial-folder',
    how: 'a killed run has left its folder',
    damage: () => mkdirSync(join(root, '..', `.my-api.partial-${spellOwner(gone)}abcd0123`)),
    severity: 'notice',
    mend: /^rm -r /,
    fixes: [],
    afterwards: () =>
      expect(existsSync(join(root, '..', `.my-api.partial-${spellOwner(gone)}abcd0123`))).toBe(
        false,
      ),
  },
  {
    code: 'manifest-invalid',
    how: 'it is gone',
    damage: () => remove('alex.json'),
    where: 'alex.json',
    says: /There is no alex\.json/,
    mend: /git checkout HEAD -- alex\.json/,
  },
  {
    code: 'manifest-invalid',
    how: 'it is no JSON',
    damage: () => edit('alex.json', (json) => json.replace('"name": ', '"name" ')),
    where: 'alex.json:4:10',
    says: /a : is missing/,
    mend: /git checkout -- alex\.json/,
  },
  {
    code: 'manifest-invalid',
    how: 'a key is unknown',
    damage: () => edit('alex.json', (json) => json.replace('"vendored"', '"vendord"')),
    where: 'alex.json:6:5',
    says: /features\.vendord is not a known key/,
    mend: /git checkout/,
  },
  {
    code: 'manifest-invalid',
    how: 'it refers to what is not there',
    damage: () => edit('alex.json', (json) => json.replace('ref(author)', 'ref(nobody)')),
    where: 'alex.json',
    says: /nobody/,
    mend: /./,
  },
  {
    code: 'history-order',
    how: 'two branches were merged',
    damage: () => edit('alex.json', (json) => json.replace('093002Z', '092959Z')),
    says: /before the operation above/,
    mend: /create-alex-api sync/,
  },
  {
    code: 'other-version',
    how: 'the project is older than the copy that runs',
    damage: () => edit('alex.json', (json) => json.replace(packageVersion(), '0.0.9')),
    severity: 'warning',
    says: /an update is at hand/,
    mend: /update/,
  },
  {
    code: 'other-version',
    how: 'the project is newer than the copy that runs',
    damage: () => edit('alex.json', (json) => json.replace(packageVersion(), '99.0.0')),
    says: /99\.0\.0, which is newer/,
    mend: /npm install, then npx create-alex-api doctor$/,
  },
  {
    code: 'package-json-invalid',
    how: 'it is no JSON',
    damage: () => edit('package.json', (json) => json.slice(5)),
    where: 'package.json',
    mend: /git checkout HEAD -- package\.json/,
  },
  {
    code: 'slice-missing',
    how: 'its folder was deleted',
    damage: () => remove('src/resources/articles'),
    where: 'src/resources/articles',
    mend: /git checkout HEAD -- src\/resources\/articles/,
    also: ['registry-without-slice', 'registry-without-slice', 'registry-without-slice'],
  },
  {
    code: 'files-deleted',
    how: 'one was deleted and git not told',
    damage: () => remove('src/http/etag.test.ts'),
    severity: 'notice',
    where: 'src/http/etag.test.ts',
    mend: /git checkout HEAD -- src\/http\/etag\.test\.ts$/,
  },
  {
    code: 'slice-unlisted',
    how: 'a slice was written by hand and not listed',
    damage: () =>
      write(
        root,
        'src/resources/things/index.ts',
        "import type { Resource } from '../resource.ts'\n",
      ),
    severity: 'notice',
    where: 'src/resources/things/index.ts',
    mend: /Import it in src\/resources\/index\.ts/,
  },
  {
    code: 'in-the-way',
    how: 'a folder is a symbolic link',
    damage: () => {
      renameSync(join(root, 'src/http'), join(root, 'elsewhere'))
      symlinkSync('../elsewhere', join(root, 'src/http'))
    },
    severity: 'warning',
    says: /src\/http is a symbolic link/,
    mend: /Replace the link/,
  },
  {
    code: 'not-in-registry',
    how: 'a slice is not in the list of what is served',
    damage: () =>
      edit('src/resources/index.ts', (list) => list.replaceAll(/^.*\bauthors\b.*\n/gm, '')),
    where: 'src/resources/index.ts',
    says: /does not have authors, which/,
    mend: /doctor --fix/,
    fixes: ['src/resources/index.ts'],
    afterwards: () =>
      expect(text('src/resources/index.ts')).toBe(
        readFileSync(join(healthy, 'src/resources/index.ts'), 'utf8'),
      ),
  },
  {
    code: 'not-in-registry',
    how: 'a line of yours is beside the one that is missing',
    damage: () => {
      write(root, 'src/resources/mine/index.ts', 'export const mine = 1\n')
      edit('src/resources/index.ts', (list) =>
        list
          .replace(/^import \{ authors .*$/m, "import { mine } from './mine/index.ts'")
          .replace(/^ {2}authors,$/m, '  mine,'),
      )
    },
    mend: /doctor --fix/,
    fixes: ['src/resources/index.ts'],
    afterwards: () => {
      expect(text('src/resources/index.ts')).toMatch(/^import \{ mine \}/m)
      expect(text('src/resources/index.ts')).toMatch(/^ {2}mine,$/m)
    },
  },
  {
    code: 'not-in-registry',
    how: 'a table is not in the list of tables',
    damage: () =>
      edit('src/database/database.ts', (list) => list.replaceAll(/^.*\bTagTable\b.*\n/gm, '')),
    where: 'src/database/database.ts',
    says: /does not have tags, which/,
    mend: /doctor --fix/,
    fixes: ['src/database/database.ts'],
  },
  {
    code: 'not-in-registry',
    how: 'a unique value is not in its list',
    damage: () =>
      edit('src/database/unique-values.ts', (list) => list.replaceAll(/^ .*authors.*\n/gm, '')),
    says: /authors_email_unique/,
    mend: /doctor --fix/,
    fixes: ['src/database/unique-values.ts'],
  },
  {
    code: 'registry-without-slice',
    how: 'a list names a folder that is not there',
    damage: () =>
      edit('src/resources/index.ts', (list) =>
        list
          .replace(/^/, "import { ghosts } from './ghosts/index.ts'\n")
          .replace('  authors,', '  authors,\n  ghosts,'),
      ),
    where: 'src/resources/index.ts:1',
    says: /ghosts of src\/resources\/ghosts\/index\.ts/,
    mend: /doctor --fix/,
    fixes: ['src/resources/index.ts'],
    afterwards: () => expect(text('src/resources/index.ts')).not.toContain('ghosts'),
  },
  {
    code: 'migration-missing',
    how: 'its file was deleted',
    damage: () => remove(AUTHORS),
    where: AUTHORS,
    mend: /git checkout HEAD -- migrations/,
  },
  {
    code: 'migration-missing',
    how: 'its file was deleted, and git never had it',
    damage: () => {
      git('rm', '--quiet', '--cached', AUTHORS)
      git('commit', '--quiet', '--message', 'Forget')
      remove(AUTHORS)
    },
    mend: /doctor --fix/,
    fixes: [AUTHORS],
    afterwards: () => expect(text(AUTHORS)).toBe(readFileSync(join(healthy, AUTHORS), 'utf8')),
  },
  {
    code: 'migration-missing',
    how: 'one that you wrote was deleted, and git never had it',
    damage: () => {
      git('rm', '--quiet', '--cached', SEED)
      remove(SEED)
    },
    mend: /from a copy/,
  },
  {
    code: 'migration-edited',
    how: 'it was changed after it ran',
    damage: () => {
      database()
      appendFileSync(join(root, AUTHORS), 'export const more = 1\n')
      later(AUTHORS)
    },
    where: AUTHORS,
    mend: /npx plop migration/,
  },
  {
    code: 'migration-edited',
    how: 'it was changed by a later commit',
    damage: () => {
      database({ '20261122T093000Z_create_authors': { appliedAt: '2020-01-01T00:00:00Z' } })
      appendFileSync(join(root, AUTHORS), 'export const more = 1\n')
      git('commit', '--quiet', '--all', '--message', 'Change what ran')
    },
    where: AUTHORS,
    mend: /npx plop migration/,
  },
  {
    code: 'migration-without-file',
    how: 'it was applied from another branch',
    damage: () => database({ '20261201T000000Z_other': { hasFile: false } }),
    where: 'migrations/20261201T000000Z_other.ts',
    mend: /git log --all/,
  },
  {
    code: 'migration-late',
    how: 'one before it was not applied',
    damage: () => database({ '20261122T093001Z_create_tags': { appliedAt: null } }),
    where: 'migrations/20261122T093001Z_create_tags.ts',
    mend: /db:rollback/,
  },
  {
    code: 'migrations-pending',
    how: 'the last one was not applied',
    damage: () => database({ '20261122T093003Z_seed': { appliedAt: null } }),
    where: SEED,
    severity: 'notice',
    mend: /npm run db:migrate/,
  },
  {
    code: 'database-unreachable',
    how: 'it does not answer',
    damage: () => {
      database()
      script('db:status', "console.error('no route to host'); process.exitCode = 1")
    },
    severity: 'warning',
    says: /no route to host/,
    mend: /npm run db:status/,
  },
  {
    code: 'env-missing',
    how: 'a fresh clone',
    damage: () => remove('.env'),
    where: '.env',
    mend: /doctor --fix/,
    fixes: ['.env'],
    afterwards: () => expect(text('.env')).toMatch(/^CURSOR_SECRET=[\w-]{43}$/m),
  },
  {
    code: 'env-key-missing',
    how: 'a key has gone',
    damage: () => edit('.env', (env) => env.replace('NODE_ENV=development\n', '')),
    severity: 'warning',
    says: /NODE_ENV is not set; \.env\.example has development/,
    mend: /Add to \.env: NODE_ENV=development/,
    fixes: ['.env'],
    afterwards: () => expect(text('.env')).toMatch(/^NODE_ENV=development$/m),
  },
  {
    code: 'env-key-missing',
    how: 'a secret has gone',
    damage: () => edit('.env', (env) => env.replace(/^CURSOR_SECRET=.*\n/m, '')),
    where: '.env',
    mend: /randomBytes\(32\)/,
    fixes: ['.env'],
    afterwards: () => expect(text('.env')).toMatch(/^CURSOR_SECRET=[\w-]{43}$/m),
  },
  {
    code: 'env-key-missing',
    how: 'a secret is empty',
    damage: () => edit('.env', (env) => env.replace(/^CURSOR_SECRET=.*$/m, 'CURSOR_SECRET=')),
    where: '.env:',
    mend: /randomBytes\(32\)/,
    fixes: ['.env'],
  },
  {
    code: 'secret-weak',
    how: 'it is short',
    damage: () => edit('.env', (env) => env.replace(/^CURSOR_SECRET=.*$/m, 'CURSOR_SECRET=abc')),
    where: '.env:',
    says: /^CURSOR_SECRET is shorter than 32 bytes\.$/,
    mend: /randomBytes\(32\)/,
    fixes: ['.env'],
    afterwards: () => expect(text('.env')).toMatch(/^CURSOR_SECRET=[\w-]{43}$/m),
  },
  {
    code: 'secret-weak',
    how: 'it repeats itself',
    damage: () =>
      edit('.env', (env) => env.replace(/^CURSOR_SECRET=.*$/m, `CURSOR_SECRET=${'ab'.repeat(20)}`)),
    says: /repeats itself/,
    mend: /randomBytes/,
    fixes: ['.env'],
  },
  {
    code: 'secret-weak',
    how: 'the environment of the process has a weak one',
    damage: () => undefined,
    env: { CURSOR_SECRET: 'weak' },
    where: 'the environment of this process',
    mend: /where this process gets it from/,
  },
  {
    code: 'address-unusable',
    how: 'it has no scheme',
    damage: () =>
      edit('.env', (env) => env.replace(/^PAYMENTS_URL=.*$/m, 'PAYMENTS_URL=pay.example.com')),
    where: '.env:',
    says: /^PAYMENTS_URL, the address of payments, is no address of http/,
    mend: /PAYMENTS_URL=https/,
  },
  {
    code: 'address-unusable',
    how: 'it has a password in it, which is not told',
    damage: () => undefined,
    env: { PAYMENTS_URL: 'https://me:hush@pay.example.com' },
    where: 'the environment of this process',
    says: /^(?!.*hush)/,
    mend: /without a user/,
  },
  {
    code: 'secrets-equal',
    how: 'two have one value',
    damage: () => {
      appendFileSync(join(root, '.env.example'), '# secret: 32 bytes\nOTHER_SECRET=\n')
      const [, value] = /^CURSOR_SECRET=(.*)$/m.exec(text('.env')) ?? []
      appendFileSync(join(root, '.env'), `OTHER_SECRET=${value}\n`)
    },
    severity: 'warning',
    says: /^OTHER_SECRET has the same value as CURSOR_SECRET\.$/,
    mend: /randomBytes/,
    fixes: ['.env'],
  },
  {
    code: 'secret-in-example',
    how: 'somebody wrote it into the example',
    damage: () =>
      edit('.env.example', (env) =>
        env.replace(/^CURSOR_SECRET=$/m, `CURSOR_SECRET=${'x7'.repeat(20)}`),
      ),
    where: '.env.example:',
    mend: /Take the value out/,
  },
  {
    code: 'env-readable',
    how: 'others may read it',
    damage: () => chmodSync(join(root, '.env'), 0o644),
    severity: 'warning',
    where: '.env',
    mend: /^chmod 600 \.env$/,
    fixes: ['.env'],
  },
  {
    code: 'env-tracked',
    how: 'git has it',
    damage: () => {
      git('add', '--force', '.env')
    },
    where: '.env',
    mend: /git rm --cached \.env/,
  },
  {
    code: 'env-tracked',
    how: 'git does not ignore it',
    damage: () => {
      edit('.gitignore', (lines) => lines.replaceAll(/^\.env.*\n/gm, ''))
    },
    where: '.gitignore',
    mend: /\.gitignore/,
    fixes: ['.gitignore'],
  },
  {
    code: 'node-wrong',
    how: 'the machine has an old one',
    damage: () => undefined,
    machine: { node: '20.19.0', platform: 'linux', arch: 'x64' },
    says: /needs Node 22\.19 or newer, and this machine has 20\.19\.0/,
    mend: /add pinned-node/,
  },
  {
    code: 'node-wrong',
    how: 'engines asks for a newer one',
    damage: () => edit('package.json', (json) => json.replace('>=22.19', '>=26')),
    says: /needs Node 26/,
    mend: /nodejs\.org/,
  },
  {
    code: 'node-wrong',
    how: 'the package that brings it was installed without its program',
    damage: () => {
      edit('alex.json', (json) => json.replace('"vendored"', '"pinned-node": true, "vendored"'))
      write(root, 'node_modules/node/package.json', '{"version":"24.21.0"}')
    },
    machine: { node: '20.19.0', platform: 'linux', arch: 'x64' },
    says: /without its program/,
    mend: /npm rebuild node/,
  },
  {
    code: 'not-installed',
    how: 'a fresh clone',
    damage: () => remove('node_modules'),
    severity: 'warning',
    mend: /^npm install$/,
  },
  {
    code: 'lock-file-foreign',
    how: 'somebody used another package manager',
    damage: () => write(root, 'yarn.lock', ''),
    severity: 'warning',
    where: 'yarn.lock',
    mend: /^rm yarn\.lock$/,
  },
  {
    code: 'lock-file-missing',
    how: 'it was deleted',
    damage: () => remove('package-lock.json'),
    severity: 'warning',
    where: 'package-lock.json',
    mend: /^npm install$/,
  },
  {
    code: 'install-stale',
    how: 'package.json asks for another version',
    damage: () => write(root, 'node_modules/typescript/package.json', '{"version":"5.0.0"}'),
    severity: 'warning',
    says: /typescript is 5\.0\.0, not /,
    mend: /^npm install$/,
  },
  {
    code: 'install-stale',
    how: 'the lock file has another version of what nobody asked for',
    damage: () =>
      edit('package-lock.json', (json) => json.replace('"version":"1.0.0"', '"version":"1.0.1"')),
    severity: 'warning',
    says: /transitive is 1\.0\.0, not 1\.0\.1/,
    mend: /^npm install$/,
  },
  {
    code: 'install-stale',
    how: 'a dependency was added',
    damage: () =>
      edit('package.json', (json) =>
        json.replace('"dependencies": {', '"dependencies": { "left-pad": "^1.0.0",'),
      ),
    severity: 'warning',
    says: /left-pad is not there/,
    mend: /^npm install$/,
  },
  {
    code: 'installed-version',
    how: 'another copy is installed',
    damage: () => write(root, 'node_modules/create-alex-api/package.json', '{"version":"0.0.9"}'),
    says: /create-alex-api 0\.0\.9 is installed/,
    mend: /^npm install$/,
  },
  {
    code: 'tool-dependency',
    how: 'package.json asks for another copy',
    damage: () => edit('package.json', (json) => json.replace(/"file:vendor[^"]*"/, '"^0.0.1"')),
    severity: 'warning',
    also: ['install-stale'],
    mend: /"create-alex-api": "file:vendor/,
    fixes: ['package.json'],
    afterwards: () =>
      expect(text('package.json')).toBe(readFileSync(join(healthy, 'package.json'), 'utf8')),
  },
  {
    code: 'archive-missing',
    how: 'it was deleted',
    damage: () => remove(`vendor/create-alex-api-${packageVersion()}.tgz`),
    mend: /git checkout HEAD -- vendor/,
    fixes: [`vendor/create-alex-api-${packageVersion()}.tgz`],
    afterwards: () => expect(git('status', '--porcelain')).toBe(''),
  },
  {
    code: 'archive-missing',
    how: 'it is another file',
    damage: () => write(root, `vendor/create-alex-api-${packageVersion()}.tgz`, 'no archive'),
    says: /is not the file that package-lock\.json has the sum of/,
    mend: /git checkout HEAD -- vendor/,
    fixes: [`vendor/create-alex-api-${packageVersion()}.tgz`],
  },
  {
    code: 'openapi-stale',
    how: 'it is behind the routes',
    damage: () =>
      script(
        'openapi',
        "console.error('docs/openapi.json does not match the routes'); process.exitCode = 1",
      ),
    where: 'docs/openapi.json',
    says: /behind the routes/,
    mend: /^npm run openapi$/,
  },
  {
    code: 'openapi-stale',
    how: 'it is not there',
    damage: () => {
      script('openapi', '')
      remove('docs/openapi.json')
    },
    says: /There is no docs\/openapi\.json/,
    mend: /^npm run openapi$/,
  },
  {
    code: 'openapi-stale',
    how: 'the code does not run',
    damage: () => script('openapi', "console.error('SyntaxError: no'); process.exitCode = 1"),
    severity: 'warning',
    says: /SyntaxError: no/,
    mend: /^npm run check$/,
  },
  {
    code: 'git-none',
    how: 'there is no repository',
    damage: () => remove('.git'),
    severity: 'notice',
    also: ['files-deleted'],
    mend: /git init/,
  },
]

test('every check has a damage that it finds', () => {
  const codes = new Set(damages.map(({ code }) => code))
  expect(checks.map(({ code }) => code).filter((code) => !codes.has(code))).toEqual([])
  expect(new Set(checks.map(({ code }) => code)).size).toBe(checks.length)
})

test('a healthy project has nothing to mend, and nothing is written', async () => {
  root = await makeHealthy({ whole: true })
  const before = everything(root)
  const { findings, skipped } = await look()
  expect(findings).toEqual([])
  expect(skipped).toEqual([
    { code: 'openapi-stale', because: 'package.json has no script openapi' },
  ])
  expect(everything(root)).toEqual(before)
})

/** What people do with a project, and what stays as it is then. */
type Habit = readonly [name: string, change: () => void, env?: Readonly<Record<string, string>>]
const habits: readonly Habit[] = [
  ['files are changed by hand', () => appendFileSync(join(root, 'src/app.ts'), '\nexport {}\n')],
  [
    'a file is deleted, and that is committed',
    () => void git('rm', '--quiet', 'src/http/etag.test.ts'),
  ],
  [
    'a migration was changed before it was applied',
    () => {
      appendFileSync(join(root, AUTHORS), '// more\n')
      database()
    },
  ],
  [
    'it was changed before it was committed, and cloned long after it was applied',
    () => {
      appendFileSync(join(root, AUTHORS), '// more\n')
      git('commit', '--quiet', '--all', '--amend', '--message', 'Begin')
      database({ '20261122T093000Z_create_authors': { appliedAt: '2020-01-01T00:00:00Z' } })
      later(AUTHORS)
    },
  ],
  [
    'what was applied is checked out with other line ends',
    () => {
      edit(AUTHORS, (code) => code.replaceAll('\n', '\r\n'))
      database()
      later(AUTHORS)
    },
  ],
  [
    'a folder of helpers is beside the slices',
    () => write(root, 'src/resources/common/index.ts', ''),
  ],
  [
    'a list is in another order, and its items are wrapped',
    () =>
      edit('src/resources/index.ts', (list) =>
        list.replace('  articles,\n  authors,', '  traced(authors),\n  ...[articles],'),
      ),
  ],
  [
    '.env has less where nothing is needed, and more',
    () => edit('.env', (env) => `${env.replace('DATABASE_URL=\n', '')}MINE=1\n`),
  ],
  [
    'a secret comes from a file',
    () =>
      edit('.env', (env) => env.replace(/^CURSOR_SECRET=.*$/m, 'CURSOR_SECRET_FILE=/run/secret')),
  ],
  [
    'everything is set outside of .env',
    () => remove('.env'),
    { CURSOR_SECRET: 'pQ3xV8zL1mN6bC4dF7gH2jK9sA5wE0rT' },
  ],
  [
    'a dependency with a range is added and installed',
    () => {
      const dependency = (json: string) => {
        const parsed = JSON.parse(json)
        const target = parsed.packages?.[''] ?? parsed
        target.dependencies['left-pad'] = '^1.0.0'
        return JSON.stringify(parsed)
      }
      edit('package.json', dependency)
      edit('package-lock.json', dependency)
      write(root, 'node_modules/left-pad/package.json', '{"version":"1.3.0"}')
    },
  ],
  ['a run has ended and left its empty folder', () => mkdirSync(join(root, '.alex'))],
]

test.each(habits.map((habit) => [habit[0], habit] as const))('no finding: %s', async (_, habit) => {
  const [, change, env = {}] = habit
  change()
  expect((await look({ env })).findings).toEqual([])
})

test('several damages at once are all told, and nothing is written', async () => {
  const names = damages.map((_, index) => index)
  await fc.assert(
    fc.asyncProperty(fc.subarray(names, { minLength: 2, maxLength: 5 }), async (chosen) => {
      root = copyOf(healthy)
      for (const index of chosen) {
        try {
          await damages[index]?.damage()
        } catch {
          // What another has taken away cannot be damaged any more.
        }
      }
      const before = everything(root)
      const { findings } = await look()
      expect(everything(root)).toEqual(before)
      for (const { mend: how } of findings) expect(how).not.toBe('')
    }),
    { numRuns: 15 },
  )
})

describe.each(damages.map((one) => [`${one.code}: ${one.how}`, one] as const))('%s', (_, one) => {
  test(`is found${one.fixes ? ' and mended' : ''}, and nothing else is changed`, async () => {
    await one.damage()
    const before = everything(root)
    const { findings } = await look(one)
    expect(everything(root)).toEqual(before)
    expect(findings.map(({ code }) => code).sort()).toEqual([one.code, ...(one.also ?? [])].sort())
    const found = findings.find(({ code }) => code === one.code)
    expect(found?.severity).toBe(one.severity ?? 'error')
    if (one.where !== undefined) expect(found?.where).toContain(one.where)
    expect(found?.what).toMatch(one.says ?? /./)
    expect(found?.mend).toMatch(one.mend)
    const { change, recovers, clearsPartials } = found?.fix ?? {}
    const isMended = Boolean(change || recovers || clearsPartials)
    expect(isMended).toBe(one.fixes !== undefined)
    if (one.fixes === undefined) return

    const { result, mended } = await mend(root, session, { ...options, ...one })
    expect(result.findings).toEqual([])
    expect(mended.left).toEqual([])
    expect(mended.done.map(({ code }) => code)).toContain(one.code)
    expect(differences(before, everything(root))).toEqual(one.fixes)
    one.afterwards?.()
  })
})

/** An npm that runs scripts of the project, and installs nothing. */
function fakeNpm(): string {
  const folder = newFolder()
  const runner = `
    const { scripts } = JSON.parse(require('fs').readFileSync('package.json', 'utf8'))
    const [command, name] = process.argv.slice(2)
    if (command === 'run') require(require('path').resolve(scripts[name].replace('node ', '')))`
  write(folder, 'npm.cjs', runner)
  write(folder, 'npm', `#!/bin/sh\nexec node ${join(folder, 'npm.cjs')} "$@"\n`, 0o755)
  return folder
}
