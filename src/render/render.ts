import { isDeepStrictEqual } from 'node:util'
import { MANIFEST_FILE } from '../manifest/manifest.ts'
import { serializeManifest } from '../manifest/serialize.ts'
import type { Model } from '../model/model.ts'
import { belongsTo, foldersOf, partOfFile, type SliceFolder } from '../model/parts.ts'
import { apiModel } from '../model/versions.ts'
import { type Fragment, mergePackageJson } from './package-json.ts'
import { type PathWords, targetPath } from './paths.ts'
import { collectSeams, isSeam } from './seams.ts'
import type { Templates } from './templates.ts'
import type { FileMode, Tree, TreeFile } from './tree.ts'
import { wrap } from './wrap.ts'

/**
 * The whole project, in memory: a pure function of model and templates.
 *
 * @throws Error naming the template, for a word that the model lacks or a path with two authors
 */
export function render(model: Model, templates: Templates): Tree {
  const whole = { ...model, slices: model.resources }
  return mapValues(renderUnwrapped(whole, templates), wrapped)
}

/**
 * The files of two models that may differ: slices and migrations that are the same in both are left
 * out. Of the others, what is the same in both is one and the same file, as the templates have it:
 * nobody writes it, so its lines are not broken. Both are most of the work of a rendering.
 *
 * @throws Error as `render` does
 */
export function renderChange(
  before: Model,
  after: Model,
  templates: Templates,
): { readonly base: Tree; readonly target: Tree } {
  const base = renderUnwrapped(withoutSame(before, after), templates)
  const target = renderUnwrapped(withoutSame(after, before), templates)
  const change = (own: UnwrappedTree, other: UnwrappedTree) =>
    mapValues(own, (file, path) => {
      const there = other.get(path)
      return there && isSame(file, there) ? (base.get(path) ?? file) : wrapped(file)
    })
  return { base: change(base, target), target: change(target, base) }
}

/** The model with those slices and operations alone that the other has not. */
function withoutSame(own: Model, other: Model): RenderedModel {
  return {
    ...own,
    slices: missingIn(own.resources, other.resources, ({ file }) => file),
    operations: missingIn(own.operations, other.operations, ({ at }) => at),
    migrations: missingIn(own.migrations, other.migrations, ({ at }) => at),
    evolutions: missingIn(own.evolutions, other.evolutions, ({ at }) => at),
    drops: missingIn(own.drops, other.drops, ({ at }) => at),
  }
}

function missingIn<T>(own: readonly T[], others: readonly T[], keyOf: (one: T) => string): T[] {
  const byKey = new Map(others.map((other) => [keyOf(other), other]))
  return own.filter((one) => !isDeepStrictEqual(one, byKey.get(keyOf(one))))
}

/** A model, and the slices of it that are rendered. */
interface RenderedModel extends Model {
  readonly slices: Model['resources']
}

interface UnwrappedFile extends TreeFile {
  /** Made of names, which make its lines longer than those of the template. */
  readonly hasNames: boolean
}

type UnwrappedTree = ReadonlyMap<string, UnwrappedFile>

function isSame(a: UnwrappedFile, b: UnwrappedFile): boolean {
  // Bytes are those of the template, the same array each time.
  return a.content === b.content && a.mode === b.mode
}

function wrapped({ content, mode, hasNames }: UnwrappedFile): TreeFile {
  return { content: hasNames && typeof content === 'string' ? wrap(content) : content, mode }
}

function mapValues<T, R>(
  map: ReadonlyMap<string, T>,
  change: (value: T, key: string) => R,
): ReadonlyMap<string, R> {
  return new Map([...map].map(([key, value]) => [key, change(value, key)]))
}

function renderUnwrapped(model: RenderedModel, templates: Templates): UnwrappedTree {
  const {
    slices,
    operations,
    migrations,
    evolutions,
    drops,
    project,
    packageManager,
    nodeVersions,
    tool,
  } = model
  const whole = { ...model, seams: collectSeams(model, templates) }
  // Of the other slices, one knows what its own model says: so it is the same while that is.
  const context = { project, packageManager, nodeVersions, tool }
  const files = new Map<string, UnwrappedFile & { readonly author: string }>()
  const fragments: Fragment[] = []

  const write = (path: string, content: string | Uint8Array, author: string, hasNames = false) => {
    const other = files.get(path)?.author
    if (other !== undefined) throw new Error(`${path} has two authors: ${other} and ${author}`)
    files.set(path, { content, mode: modeOf(path, content), hasNames, author })
  }

  const renderBelow = (
    folder: string,
    words: PathWords,
    folderContext: object,
    wanted = (_: string) => true,
  ) => {
    for (const template of templates) {
      if (!template.path.startsWith(folder) || isSeam(template) || !wanted(template.path)) continue
      const path = targetPath(template.path.slice(folder.length), words)
      const content = template.render(folderContext)
      if (path === 'package.json') fragments.push({ author: template.path, text: String(content) })
      else write(path, content, template.path, template.dynamic && path.endsWith('.ts'))
    }
  }

  for (const layer of model.layers) renderBelow(`project/${layer}/`, {}, whole)
  for (const resource of slices) {
    const words = { ...pathWords(resource), index: 'index' }
    const own = { ...context, ...resource, api: apiModel(resource) }
    const wanted =
      ({ parts }: SliceFolder) =>
      (path: string) =>
        belongsTo(path, parts)
    for (const part of foldersOf(resource.parts, resource.accessWord, resource.removalFolders)) {
      renderBelow(`${part.folder}/`, words, own, wanted(part))
    }
    if (!resource.parts.includes('controller')) continue
    if (resource.including.references.length > 0) {
      renderBelow('including/', words, own)
    }
    if (resource.uniqueness.some(({ testedNames }) => testedNames !== '')) {
      renderBelow('unique/', words, own)
    }
    if (resource.merging.names !== '') {
      renderBelow('merging/', words, own)
    }
    for (const version of resource.versions) {
      // What serves a resource, once more: a later version begins as the first one.
      const api = apiModel(resource, version)
      const isServing = (path: string) => partOfFile(path) === 'controller'
      const versionWords = { ...words, resource: api.file, index: api.index }
      renderBelow('resource/', versionWords, { ...own, api }, isServing)
    }
    if (resource.secrecy.length > 0) {
      renderBelow('writeonly/', words, own)
    }
    for (const link of resource.servedLinks) {
      const linkWords = { ...words, link: link.file }
      for (const folder of [...link.folders, ...link.removedFolders]) {
        renderBelow(`${folder}/`, linkWords, { ...context, ...resource, link })
      }
    }
    for (const reference of resource.references) {
      const referenceWords = { ...words, reference: reference.file }
      const referenceContext = { ...context, ...resource, reference }
      // Of a unique one there is no list to be tested.
      const isTest = (path: string) => path.endsWith('.test.ts.hbs')
      const wanted = (path: string) => !reference.unique || !isTest(path)
      if (reference.lists.length > 0) {
        renderBelow('reference/', referenceWords, referenceContext, wanted)
      }
      for (const folder of reference.folders) {
        renderBelow(`${folder}/`, referenceWords, referenceContext)
      }
    }
  }
  for (const operation of operations) {
    const words = { ...pathWords(operation), at: operation.at }
    renderBelow(`operations/${operation.folder}/`, words, { ...context, ...operation })
  }
  for (const migration of [...migrations, ...evolutions]) {
    const words = { at: migration.at, migration: migration.migration }
    renderBelow(`operations/${migration.folder}/`, words, { ...context, ...migration })
  }
  for (const { at, slice, made } of drops) {
    if (made.length === 0) continue
    // What made the table is said once, by the templates that made it.
    const statements = (folder: string, which: 'up' | 'down', operation: object) =>
      templates
        .filter(({ path }) => path.startsWith(`operations/${folder}/`))
        .map((template) => bodyOf(String(template.render({ ...context, ...operation })), which))
    const dropping = statements('table', 'down', slice).join('\n\n')
    const making = made.flatMap((one) => statements(one.folder, 'up', one)).join('\n\n')
    renderBelow('operations/remove/', { at, table: slice.table }, { ...context, dropping, making })
  }
  if (fragments.length > 0) write('package.json', mergePackageJson(fragments), 'package.json')
  write(MANIFEST_FILE, serializeManifest(model.manifest), MANIFEST_FILE)

  const sorted = [...files].sort(([a], [b]) => (a < b ? -1 : 1))
  return new Map(sorted)
}

/**
 * What stands between the braces of a function of a migration, with the values in it that the file
 * gives a name.
 *
 * @throws Error where there is no such function
 */
function bodyOf(migration: string, name: 'up' | 'down'): string {
  const head = new RegExp(`^export async function ${name}\\b.*\\{\n`, 'm').exec(migration)
  const start = head ? head.index + head[0].length : -1
  const end = migration.indexOf('\n}', start)
  if (start < 0 || end < 0) throw new Error(`a migration has no function ${name}:\n${migration}`)
  const named = [...migration.matchAll(/^const (\w+) = (.*)$/gm)]
  return named.reduce(
    (body, [, word, value]) => body.replaceAll(`\${${word}}`, () => `\${${value}}`),
    migration.slice(start, end),
  )
}

function pathWords(names: Model['resources'][number]): PathWords {
  return { resource: names.file, resources: names.collection, table: names.table }
}

function modeOf(path: string, content: string | Uint8Array): FileMode {
  const shebang = typeof content === 'string' && content.startsWith('#!')
  return shebang || /(?:^|\/)bin\//.test(path) ? 0o755 : 0o644
}
