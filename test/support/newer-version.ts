import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { bundleSource } from '../../src/render/compile.ts'

const repository = join(import.meta.dirname, '../..')

export interface NewerVersion {
  readonly version: string
  /** The folder of the package. */
  readonly folder: string
  /** What `node` runs. */
  readonly program: string
  /** The templates that are not as this version has them: changed, added and deleted. */
  readonly changed: readonly string[]
  readonly remove: () => void
}

export interface NewerOptions {
  readonly version?: string
  /** It looks as if npm had installed it from a registry; else a project carries it. */
  readonly published?: boolean
  /** It comes with a migration of the project itself, which this version has not. */
  readonly migration?: boolean
  /** Only these templates are changed, each by a comment. */
  readonly only?: readonly string[]
}

/** What the changelog of the newer version says of it. */
export const NEWS = 'Thirty templates are better than they were.'

/** A file that the newer version brings, and one that it has no more. */
export const ADDED = 'docs/decisions/0099-newer.md'
export const REMOVED = 'docs/decisions/0011-biome.md'

/** The migration that it brings, where it is to: its name is what stands behind the stamp. */
export const MIGRATION = 'create_notes_of_operators'

/**
 * A later version of this package, as built: its templates differ in thirty places and more. The
 * code that it makes is formatted, free of lint and passes its tests, as that of this version does.
 */
export function newerVersion({
  version = '0.2.0',
  published = false,
  migration = false,
  only,
}: NewerOptions = {}): NewerVersion {
  const outer = realpathSync(mkdtempSync(join(tmpdir(), 'alex-newer-')))
  const folder = join(outer, 'node_modules/create-alex-api')
  mkdirSync(folder, { recursive: true })
  for (const name of ['dist', 'schema', 'templates', 'README.md', 'LICENSE']) {
    cpSync(join(repository, name), join(folder, name), { recursive: true })
  }
  writePackage(folder, version)
  symlinkSync(join(repository, 'node_modules'), join(folder, 'node_modules'))
  if (published) writeLock(outer, version)
  const templates = join(folder, 'templates')
  const changed = only ? only.map((path) => comment(templates, path)) : changeThirty(templates)
  if (migration) addMigration(templates)
  writeFileSync(join(folder, 'dist/templates/bundle.js'), bundleSource(templates))
  return {
    version,
    folder,
    program: join(folder, 'dist/src/cli.js'),
    changed,
    remove: () => rmSync(outer, { recursive: true, force: true }),
  }
}

function writePackage(folder: string, version: string): void {
  const own = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8'))
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ ...own, version }, null, 2))
  const changelog = readFileSync(join(repository, 'CHANGELOG.md'), 'utf8')
  const entry = `## ${version} — 2026-12-24\n\n### Changed\n\n- ${NEWS}\n\n`
  writeFileSync(join(folder, 'CHANGELOG.md'), changelog.replace(/^## /m, `${entry}## `))
}

/** As npm has it beside what it installed. */
function writeLock(outer: string, version: string): void {
  const resolved = `https://registry.example.org/create-alex-api/-/create-alex-api-${version}.tgz`
  const packages = { 'node_modules/create-alex-api': { version, resolved } }
  writeFileSync(join(outer, 'node_modules/.package-lock.json'), JSON.stringify({ packages }))
}

function changeThirty(templates: string): string[] {
  const sources = filesBelow(templates).filter((path) => /\.ts(\.hbs)?$/.test(path))
  const of = (pattern: RegExp, count: number) => {
    const found = sources.filter((path) => pattern.test(path))
    if (found.length < count) throw new Error(`there are no ${count} templates like ${pattern}`)
    const step = found.length / count
    return Array.from({ length: count }, (_, index) => found[Math.floor(index * step)] as string)
  }
  return [
    ...of(/^project\/base\/src\//, 16).map((path) => comment(templates, path)),
    ...of(/^project\/base\/test\//, 3).map((path) => comment(templates, path)),
    ...of(/^resource\/.*(?<!service\.ts\.hbs)$/, 7).map((path) => comment(templates, path)),
    comment(templates, 'resource/src/resources/__resources__/__resource__.service.ts.hbs'),
    // These have run somewhere: where they exist, they are to stay as they are.
    comment(templates, of(/^project\/base\/migrations\//, 1)[0] as string),
    comment(templates, of(/^operations\/table\//, 1)[0] as string),
    edit(templates, 'project/base/package.json.hbs', (text) =>
      text.replace('  "scripts": {\n', '  "scripts": {\n    "newer": "node --version",\n'),
    ),
    edit(templates, 'project/base/docs/architecture.md.hbs', (text) =>
      text.replace(/\n\n/, `\n\n${NEWS}\n\n`),
    ),
    edit(templates, 'project/base/README.md.hbs', (text) => `${text.trimEnd()}\n\n${NEWS}\n`),
    add(templates, `project/base/${ADDED}`, `# 99. Newer\n\n${NEWS}\n`),
    remove(templates, `project/base/${REMOVED}`),
  ]
}

/** On top or at the end, by turns. */
function comment(templates: string, path: string): string {
  const line = '// As the newer version has it.'
  return edit(templates, path, (text) =>
    text.length % 2 === 0 ? `${line}\n\n${text}` : `${text.trimEnd()}\n\n${line}\n`,
  )
}

function addMigration(templates: string): void {
  const text = [
    "import { type Kysely, sql } from 'kysely'\n",
    'export async function up(db: Kysely<unknown>): Promise<void> {',
    '  await sql`create table "notes_of_operators" ("id" integer primary key)`.execute(db)',
    '}\n',
    'export async function down(db: Kysely<unknown>): Promise<void> {',
    '  await sql`drop table "notes_of_operators"`.execute(db)',
    '}\n',
  ].join('\n')
  add(templates, `project/base/migrations/00000000T000000Z_${MIGRATION}.ts`, text)
}

function edit(templates: string, path: string, change: (text: string) => string): string {
  const file = join(templates, path)
  const before = readFileSync(file, 'utf8')
  const after = change(before)
  if (after === before) throw new Error(`${path} is as it was`)
  writeFileSync(file, after)
  return path
}

function add(templates: string, path: string, text: string): string {
  const file = join(templates, path)
  if (existsSync(file)) throw new Error(`${path} is there already`)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
  return path
}

function remove(templates: string, path: string): string {
  rmSync(join(templates, path))
  return path
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort()
}
