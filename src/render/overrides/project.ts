import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageRoot } from '../../package.ts'
import type { Template, Templates } from '../templates.ts'
import { compileOverride } from './compile.ts'
import {
  APPLIED_FOLDER,
  EARLIER,
  OVERRIDES_FOLDER,
  type OverrideFile,
  type OverrideFolder,
  readOverrides,
  readPackageOverrides,
} from './files.ts'
import { nearestPath } from './nearest-path.ts'
import { type OverrideProblem, problemList } from './problem.ts'

// A project keeps, in alex/applied/, the overrides that it was rendered with. So the base of a merge
// is known although somebody has changed an override since, and that change is merged into the files
// that are there, like any other.
//
// Migrations that exist are never rendered anew. What their templates were at that time stays in
// alex/applied/earlier/<at>/: the text for the operations up to <at>.

/** The templates that a project was rendered with. */
export interface AppliedTemplates {
  readonly base: Templates
  /** What is wrong with the overrides, as far as they have been rendered. */
  readonly problems: () => readonly OverrideProblem[]
}

/** The templates of a project that has overrides. */
export interface ProjectTemplates extends AppliedTemplates {
  /** What it is rendered with from now on; the same as the base where no override has changed. */
  readonly target: Templates
  /** The same, but for migrations that exist: what they would be, were they made today. */
  readonly today: Templates
  /** The templates whose override is another than the project was rendered with. */
  readonly changed: readonly string[]
  /** What `alex/applied/` has to hold once the target is written; `null` for what goes. */
  readonly record: ReadonlyMap<string, string | Uint8Array | null>
  /** The override of a template, by the path of either: `alex/templates/…`. */
  readonly fileOf: (path: string) => string | undefined
}

export interface OverridesOptions {
  /** The package of overrides that the manifest names. */
  readonly packageName?: string | undefined
  /** The commands that install what package.json names, and that add a package to it. */
  readonly install: string
  readonly add: string
  /** The time of the last operation of the history. */
  readonly lastAt?: string | undefined
}

/** Overrides by the template that they stand in for, whether either ends in `.hbs` or not. */
type ByKey = ReadonlyMap<string, OverrideFile>

/** A template as it was, for the operations up to a time. */
interface Superseded {
  readonly key: string
  readonly at: string
  readonly template: Template
}

/** The templates that a project was rendered with, whatever its overrides are by now. */
export function appliedTemplates(root: string, ours: Templates): AppliedTemplates {
  const problems = problemList()
  const applied = readApplied(root)
  const compile = (file: OverrideFile) => compileOverride(file, problems.add)
  const base = standingIn(ours, mapValues(applied.files, compile), supersededOf(applied, compile))
  return { base, problems: problems.all }
}

/**
 * The templates of a project, with those of its own folder before those of its package before ours.
 *
 * @throws UserError for a package that is not installed
 */
export function projectTemplates(
  root: string,
  ours: Templates,
  { lastAt, ...source }: OverridesOptions,
): ProjectTemplates {
  const problems = problemList()
  const current = readCurrent(root, ours, source, problems.add)
  const applied = readApplied(root)
  const changed = [...new Set([...current.keys(), ...applied.files.keys()])]
    .filter((key) => !isSame(current.get(key), applied.files.get(key)))
    .sort()
  const compile = (file: OverrideFile) => compileOverride(file, problems.add)
  const after = mapValues(current, compile)
  const before = new Map(
    [...applied.files].map(([key, file]) => [
      key,
      changed.includes(key) ? compile(file) : (after.get(key) as Template),
    ]),
  )
  const known = supersededOf(applied, compile)
  const base = standingIn(ours, before, known)
  const now = changed.filter(
    (key) =>
      isMigration(key) &&
      lastAt !== undefined &&
      !known.some((other) => other.key === key && other.at >= lastAt),
  )
  const superseded = now.flatMap((key): Superseded[] => {
    const template = before.get(key) ?? ours.find(({ path }) => keyOf(path) === key)
    return template === undefined ? [] : [{ key, at: lastAt as string, template }]
  })
  return {
    base,
    target: changed.length === 0 ? base : standingIn(ours, after, [...known, ...superseded]),
    today: standingIn(ours, after, []),
    changed: changed.map((key) => (current.get(key) ?? applied.files.get(key))?.path ?? key),
    record: new Map([
      ...changed.flatMap((key) => recordOf(applied.files.get(key), current.get(key))),
      ...superseded.map(({ key, template }) => {
        const { path, content } = applied.files.get(key) ?? original(template.path)
        return [`${APPLIED_FOLDER}/${EARLIER}/${lastAt}/${path}`, content] as const
      }),
    ]),
    fileOf: (path) => current.get(keyOf(path))?.file,
    problems: problems.all,
  }
}

/** What it takes for a project to have a template of its own. */
export interface Ejection {
  /** What is to be written, by its path in the project; nothing where the project has it already. */
  readonly files: ReadonlyMap<string, string | Uint8Array>
  /** The project's own version that is there, and that is another. */
  readonly inTheWay?: string
}

/**
 * A template as it is by now, that of the package before ours, as an override of the project itself.
 * The project is rendered with it as before, and so it is known as applied, too.
 *
 * @throws UserError for a package that is not installed
 */
export function ejection(
  root: string,
  path: string,
  { packageName, ...commands }: Omit<OverridesOptions, 'lastAt'>,
): Ejection {
  const find = ({ files }: OverrideFolder) => files.find((file) => keyOf(file.path) === keyOf(path))
  const shared = packageName && find(readPackageOverrides(root, packageName, commands))
  const own = find(readOverrides(root, OVERRIDES_FOLDER))
  const source = shared || original(path)
  if (own) return { files: new Map(), ...(!isSame(own, source) && { inTheWay: own.file }) }
  const files = new Map([[`${OVERRIDES_FOLDER}/${source.path}`, source.content]])
  if (!shared && !readApplied(root).files.has(keyOf(path))) {
    files.set(`${APPLIED_FOLDER}/${source.path}`, source.content)
  }
  return { files }
}

/** Those that stand in for one of our templates; the others are problems. */
function readCurrent(
  root: string,
  ours: Templates,
  { packageName, ...commands }: Omit<OverridesOptions, 'lastAt'>,
  add: (problem: OverrideProblem) => void,
): ByKey {
  const own = readOverrides(root, OVERRIDES_FOLDER)
  const shared = packageName && readPackageOverrides(root, packageName, commands)
  const folders = shared ? [shared, own] : [own]
  const paths = new Map(ours.map(({ path }) => [keyOf(path), path]))
  const current = new Map<string, OverrideFile>()
  for (const { files, problems } of folders) {
    problems.forEach(add)
    const seen = new Map<string, OverrideFile>()
    for (const found of files) {
      const { file, path } = found
      const key = keyOf(path)
      const other = seen.get(key)
      if (!paths.has(key)) {
        const meant = nearestPath(path, [...paths.values()])
        const help = meant
          ? `Did you mean ${meant}?`
          : 'npx create-alex-api eject --list shows all.'
        add({ file, message: 'There is no such template.', help })
      } else if (/^project\/[^/]+\/migrations\//.test(key)) {
        const help = 'Write one that comes after it: npx plop migration <name>'
        add({ file, message: 'It is a migration that exists, and those never change.', help })
      } else if (other) {
        add({ file, message: `It stands in for the same template as ${other.file}.` })
      } else seen.set(key, found)
    }
    for (const [key, file] of seen) current.set(key, file)
  }
  return current
}

interface Applied {
  readonly files: ByKey
  readonly earlier: readonly { readonly at: string; readonly file: OverrideFile }[]
}

function readApplied(root: string): Applied {
  const files = new Map<string, OverrideFile>()
  const earlier: { at: string; file: OverrideFile }[] = []
  for (const found of readOverrides(root, APPLIED_FOLDER).files) {
    const [folder = '', at = '', ...rest] = found.path.split('/')
    if (folder !== EARLIER) files.set(keyOf(found.path), found)
    else earlier.push({ at, file: { ...found, path: rest.join('/') } })
  }
  return { files, earlier: earlier.sort((a, b) => (a.at < b.at ? -1 : 1)) }
}

function supersededOf({ earlier }: Applied, compile: (file: OverrideFile) => Template) {
  return earlier.map(({ at, file }) => ({ at, key: keyOf(file.path), template: compile(file) }))
}

/** Our templates, with others in the place of some. */
function standingIn(
  ours: Templates,
  others: ReadonlyMap<string, Template>,
  superseded: readonly Superseded[],
): Templates {
  const all = ours.map((template) => {
    const key = keyOf(template.path)
    const current = others.get(key) ?? template
    const versions = superseded.filter((one) => one.key === key)
    return versions.length === 0 ? current : timed(current, versions)
  })
  return all.sort((a, b) => (a.path < b.path ? -1 : 1))
}

/** The template of a migration, of which each is rendered as its template was at its time. */
function timed(current: Template, versions: readonly Superseded[]): Template {
  const ofTime = (at: string) => versions.find((one) => at <= one.at)?.template ?? current
  return {
    path: current.path,
    dynamic: true,
    render: (context) => {
      const { at } = context as { readonly at?: string }
      return (at === undefined ? current : ofTime(at)).render(context)
    },
  }
}

function recordOf(before: OverrideFile | undefined, after: OverrideFile | undefined) {
  const record: [path: string, content: string | Uint8Array | null][] = []
  if (before && before.path !== after?.path) record.push([before.file, null])
  if (after) record.push([`${APPLIED_FOLDER}/${after.path}`, after.content])
  return record
}

/** A template of this package as it is written. */
function original(path: string): OverrideFile {
  const content = readFileSync(join(packageRoot(), 'templates', path), 'utf8')
  return { path, file: `templates/${path}`, content }
}

/** Whether a template is that of a migration, and so is rendered once. */
function isMigration(key: string): boolean {
  return key.startsWith('operations/')
}

function keyOf(path: string): string {
  return path.replace(/\.hbs$/, '')
}

function isSame(a: OverrideFile | undefined, b: OverrideFile | undefined): boolean {
  if (!a || !b) return a === b
  return (
    a.path === b.path && Buffer.from(a.content as string).equals(Buffer.from(b.content as string))
  )
}

function mapValues<T, R>(map: ReadonlyMap<string, T>, change: (value: T) => R) {
  return new Map([...map].map(([key, value]) => [key, change(value)]))
}
