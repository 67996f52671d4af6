import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { localEnvironment } from '../../../generators/project/environment.ts'
import type { Manifest } from '../../../src/manifest/manifest.ts'
import { foldModel } from '../../../src/model/model.ts'
import { packageRoot, packageVersion } from '../../../src/package.ts'
import { render } from '../../../src/render/render.ts'
import { loadTemplates } from '../../../src/render/templates.ts'
import { packSelf } from '../../../src/steps/archive.ts'
import { manifestWith } from '../../unit/support/manifests.ts'

/** Articles that refer to authors, a tag that is stored alone, a migration of one's own, a third party. */
export const grown: Manifest = manifestWith({
  version: packageVersion(),
  features: { vendored: true },
  history: [
    {
      at: '20261122T093000Z',
      run: 'resource',
      name: 'author',
      fields: 'name:string email:email:unique',
    },
    { at: '20261122T093001Z', run: 'repository', name: 'tag', fields: 'label:string' },
    {
      at: '20261122T093002Z',
      run: 'resource',
      name: 'article',
      fields: 'title:string(200) author:ref(author) tag:ref(tag)',
    },
    { at: '20261122T093003Z', run: 'migration', name: 'seed' },
    {
      at: '20261122T093004Z',
      run: 'circuit-breaker',
      name: 'payments',
      operations: 'ping: GET /ping',
    },
  ],
})

const made: string[] = []

/** A new empty folder, by its real path. */
export function newFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'alex-doctor-test-')))
  made.push(folder)
  return folder
}

export function removeFolders(): void {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true })
}

const git = (root: string, ...args: string[]) =>
  execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@example.org', ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  }).toString()

/** What the checks look at; that the rest is not there was committed, and so was meant. */
const LOOKED_AT =
  /^([^/]+|src\/integrations\/.*|(src\/resources|migrations|vendor)\/.*|src\/(app|http\/etag\.test)\.ts|(src\/database|test\/contract)\/(database|unique-values|foreign-keys|idempotency-keys|stored)\.ts)$/

/**
 * A project in git as it is after its first install. Its packages are installed as names and
 * versions alone, and its scripts print what a test has them print.
 */
export async function makeHealthy({ whole = false } = {}): Promise<string> {
  const root = join(newFolder(), 'my-api')
  const model = foldModel(grown)
  const tree = render(model, await loadTemplates())
  for (const [path, { content, mode }] of tree) {
    if (whole || LOOKED_AT.test(path)) write(root, path, content, mode)
  }
  write(root, '.env', localEnvironment(String(tree.get('.env.example')?.content)), 0o600)
  write(root, model.tool.archive, await packSelf(packageRoot()))
  const json = JSON.parse(String(tree.get('package.json')?.content))
  const { openapi: _, ...scripts } = json.scripts
  write(root, 'package.json', `${JSON.stringify({ ...json, scripts }, null, 2)}\n`)
  write(root, 'docs/openapi.json', '{}\n')
  const { dependencies, devDependencies } = json
  const packages: Record<string, object> = { '': { dependencies, devDependencies } }
  for (const [name, wanted] of Object.entries({ ...dependencies, ...devDependencies })) {
    const version = name === 'create-alex-api' ? packageVersion() : wanted
    write(root, `node_modules/${name}/package.json`, JSON.stringify({ name, version }))
    packages[`node_modules/${name}`] = { version }
  }
  packages['node_modules/transitive'] = { version: '1.0.0' }
  packages['node_modules/create-alex-api'] = {
    version: packageVersion(),
    resolved: `file:${model.tool.archive}`,
    integrity: integrityOf(readFileSync(join(root, model.tool.archive))),
  }
  write(root, 'package-lock.json', JSON.stringify({ packages }))
  write(root, 'node_modules/.package-lock.json', JSON.stringify({ packages }))
  git(root, 'init', '--quiet', '--template=')
  git(root, 'add', '--all')
  git(root, 'commit', '--quiet', '--message', 'Begin')
  git(root, 'gc', '--quiet')
  return root
}

function integrityOf(content: Uint8Array): string {
  return `sha512-${createHash('sha512').update(content).digest('base64')}`
}

/** Another project like it. */
export function copyOf(original: string): string {
  const root = join(newFolder(), 'my-api')
  execFileSync('cp', ['-a', original, root])
  return root
}

export function write(root: string, path: string, content: string | Uint8Array, mode = 0o644) {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), content, { mode })
}

/** Every path below a folder, with what stands there; what git notes for itself is left out. */
export function everything(root: string): Record<string, string> {
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' }).sort()
  return Object.fromEntries(
    names.map((name) => {
      const stats = lstatSync(join(root, name))
      const content = stats.isFile() ? readFileSync(join(root, name)) : ''
      const sum = createHash('sha256').update(content).digest('hex')
      return [name, `${stats.mode.toString(8)} ${stats.isFile() ? stats.mtimeMs : ''} ${sum}`]
    }),
  )
}

/** The paths that differ. */
export function differences(
  before: Record<string, string>,
  after: Record<string, string>,
): readonly string[] {
  const bare = (text = '') => text.replace(/ \S* /, ' ')
  const paths = new Set([...Object.keys(before), ...Object.keys(after)])
  return [...paths].filter((path) => bare(before[path]) !== bare(after[path])).sort()
}
