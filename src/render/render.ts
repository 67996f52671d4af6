import { isDeepStrictEqual } from 'node:util'
import { MANIFEST_FILE } from '../manifest/manifest.ts'
import { serializeManifest } from '../manifest/serialize.ts'
import type { Model } from '../model/model.ts'
import { belongsTo, foldersOf, partOfFile, type SliceFolder } from '../model/parts.ts'
import { apiModel } from '../model/versions.ts'
import { atItsTime } from './own-migrations.ts'
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
 * The files of two models that may differ, as `renderDifferences` has them.
 *
 * @throws Error as `render` does
 */
export function renderChange(
  before: Model,
  after: Model,
  templates: Templates,
): { readonly base: Tree; readonly target: Tree } {
  const [base, target] = renderDifferences([before, after], templates)
  return { base, target }
}

/**
 * The files of several models that may differ: slices and migrations that are the same in all are left
 * out. Of the others, what is the same in all is one and the same file, as the templates have it:
 * nobody writes it, so its lines are not broken. Both are most of the work of a rendering.
 *
 * @throws Error as `render` does
 */
export function renderDifferences<Models extends readonly Model[] | []>(
  models: Models,
  templates: Templates,
): { readonly [K in keyof Models]: Tree } {
  const trees = models.map((model) => {
    const others = models.filter((other) => other !== model)
    return renderUnwrapped(withoutSame(model, others), templates)
  })
  const [first] = trees
  const changed = trees.map((tree) =>
    mapValues(tree, (file, path) => {
      const isEverywhere = trees.every((other) => {
        const there = other.get(path)
        return there !== undefined && isSame(file, there)
      })
      return isEverywhere ? (first?.get(path) ?? file) : wrapped(file)
    }),
  )
  return changed as { readonly [K in keyof Models]: Tree }
}

/** The model with those slices and operations alone that one of the others has not. */
function withoutSame(own: Model, others: readonly Model[]): RenderedModel {
  const missing = <T>(of: (model: Model) => readonly T[], keyOf: (one: T) => string) =>
    missingIn(of(own), others.map(of), keyOf)
  return {
    ...own,
    slices: missing(
      ({ resources }) => resources,
      ({ file }) => file,
    ),
    operations: missing(
      ({ operations }) => operations,
      ({ at }) => at,
    ),
    migrations: missing(
      ({ migrations }) => migrations,
      ({ at }) => at,
    ),
    evolutions: missing(
      ({ evolutions }) => evolutions,
      ({ at }) => at,
    ),
    drops: missing(
      ({ drops }) => drops,
      ({ at }) => at,
    ),
    webhookTables: missing(
      ({ webhookTables }) => webhookTables,
      ({ at }) => at,
    ),
  }
}

function missingIn<T>(
  own: readonly T[],
  others: readonly (readonly T[])[],
  keyOf: (one: T) => string,
): T[] {
  const byKey = others.map((other) => new Map(other.map((one) => [keyOf(one), one])))
  return own.filter((one) => byKey.some((known) => !isDeepStrictEqual(one, known.get(keyOf(one)))))
}

/** A model, and the slices of it that are rendered. */
interface RenderedModel extends Model {
  readonly slices: Model['resources']
}

interface UnwrappedFile extends TreeFile {
  /** Made of names, which make its lines longer than those of the template. */
  readonly hasNames: boolean
  /** The templates that it comes from: of `package.json`, several. */
  readonly authors: readonly string[]
}

type UnwrappedTree = ReadonlyMap<string, UnwrappedFile>

function isSame(a: UnwrappedFile, b: UnwrappedFile): boolean {
  // Bytes are those of the template, the same array each time.
  return a.content === b.content && a.mode === b.mode
}

function wrapped({ content, mode, hasNames }: UnwrappedFile): TreeFile {
  return { content: hasNames && typeof content === 'string' ? wrapOnce(content) : content, mode }
}

/** What was wrapped before, of a process that renders a project more than once. */
const wrappedBefore = new Map<string, string>()
const REMEMBERED = 2_000

function wrapOnce(source: string): string {
  const before = wrappedBefore.get(source)
  if (before !== undefined) return before
  if (wrappedBefore.size === REMEMBERED) wrappedBefore.clear()
  const after = wrap(source)
  wrappedBefore.set(source, after)
  return after
}

function mapValues<T, R>(
  map: ReadonlyMap<string, T>,
  change: (value: T, key: string) => R,
): ReadonlyMap<string, R> {
  return new Map([...map].map(([key, value]) => [key, change(value, key)]))
}

/** What is below each folder that was asked for; there are many templates, and few folders. */
const folders = new WeakMap<Templates, Map<string, Templates>>()

function templatesIn(folder: string, templates: Templates): Templates {
  const known = folders.get(templates) ?? new Map<string, Templates>()
  folders.set(templates, known)
  const found =
    known.get(folder) ??
    templates.filter((template) => template.path.startsWith(folder) && !isSeam(template))
  known.set(folder, found)
  return found
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
  const files = new Map<string, UnwrappedFile>()
  const fragments: Fragment[] = []

  const write = (
    path: string,
    content: string | Uint8Array,
    authors: readonly string[],
    hasNames = false,
  ) => {
    const other = files.get(path)?.authors[0]
    if (other !== undefined) throw new Error(`${path} has two authors: ${other} and ${authors[0]}`)
    files.set(path, { content, mode: modeOf(path, content), hasNames, authors })
  }

  const renderBelow = (
    folder: string,
    words: PathWords,
    folderContext: object,
    wanted = (_: string) => true,
  ) => {
    for (const template of templatesIn(folder, templates)) {
      if (!wanted(template.path)) continue
      const path = atItsTime(targetPath(template.path.slice(folder.length), words), model.upgrades)
      // A template of migrations may have been another at that time.
      const content = template.render(words.at ? { at: words.at, ...folderContext } : folderContext)
      if (path === 'package.json') fragments.push({ author: template.path, text: String(content) })
      else write(path, content, [template.path], template.dynamic && path.endsWith('.ts'))
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
      const isServing = (path: string) =>
        partOfFile(path) === 'controller' && !path.endsWith('.policy.ts.hbs')
      const versionWords = { ...words, resource: api.file, index: api.index }
      renderBelow('resource/', versionWords, { ...own, api }, isServing)
    }
    for (const folder of resource.featureFolders) {
      renderBelow(`${folder}/`, words, own)
    }
    if (resource.fieldRules.length > 0) {
      renderBelow('ruled/', words, own)
    }
    if (resource.secrecy.length > 0) {
      renderBelow('writeonly/', words, own)
    }
    for (const link of resource.servedLinks) {
      const linkWords = { ...words, link: link.file }
      for (const folder of [...link.folders, ...link.removedFolders]) {
        renderBelow(`${folder}/`, linkWords, { ...context, ...resource, link })
      }
      const relation = resource.graphql.links[link.file]
      for (const folder of resource.featureLinkFolders) {
        renderBelow(`${folder}/`, linkWords, { ...context, ...resource, link, relation })
      }
    }
    for (const reference of resource.references) {
      const referenceWords = { ...words, reference: reference.file }
      const referenceContext = { ...context, ...resource, reference }
      // Of a unique one there is no list to be tested.
      const isTest = (path: string) => /\.test\.ts(\.hbs)?$/.test(path)
      const wanted = (path: string) => !reference.unique || !isTest(path)
      if (reference.lists.length > 0) {
        renderBelow('reference/', referenceWords, referenceContext, wanted)
        const relation = resource.graphql.lists[reference.file]
        for (const folder of resource.featureReferenceFolders) {
          renderBelow(`${folder}/`, referenceWords, { ...referenceContext, relation }, wanted)
        }
      }
      for (const folder of reference.folders) {
        renderBelow(`${folder}/`, referenceWords, referenceContext)
      }
    }
  }
  for (const guard of model.guards) {
    for (const folder of guard.folders) {
      renderBelow(`${folder}/`, { guard: guard.file }, { ...context, ...guard })
    }
  }
  for (const integration of model.integrations) {
    const words = { integration: integration.file }
    renderBelow('circuit-breaker/', words, { ...context, ...integration })
    if (integration.queued.length > 0) {
      renderBelow('queued-calls/', words, { ...context, ...integration })
    }
  }
  for (const webhook of model.webhooks) {
    renderBelow('webhook/', { webhook: webhook.file }, { ...context, ...webhook })
  }
  for (const { at, folder, table } of model.webhookTables) {
    renderBelow(`operations/${folder}/`, { at, table }, { ...context, table })
  }
  for (const job of model.jobs) {
    renderBelow('job/', { job: job.file }, { ...context, ...job })
  }
  for (const operation of operations) {
    const words = { ...pathWords(operation), at: operation.at }
    renderBelow(`operations/${operation.folder}/`, words, { ...context, ...operation })
  }
  for (const migration of [...migrations, ...evolutions]) {
    const words = { at: migration.at, migration: migration.migration }
    renderBelow(`operations/${migration.folder}/`, words, { ...context, ...migration })
  }
  for (const { at, slice: ended, made } of drops) {
    const slice = { ...ended, at }
    if (made.length === 0) continue
    // What made the table is said once, by the templates that made it.
    const filesOf = (folder: string, operation: object) =>
      templates
        .filter(({ path }) => path.startsWith(`operations/${folder}/`))
        .map((template) => String(template.render({ ...context, ...operation })))
    const dropping = filesOf('table', slice).flatMap((file) => bodiesOf(file, ['down']))
    const making = made.flatMap((one) => filesOf(one.folder, one))
    renderBelow(
      'operations/remove/',
      { at, table: slice.table },
      {
        ...context,
        imports: ownImports(making),
        dropping: dropping.join('\n\n'),
        // The table is new then, and nothing takes long.
        making: making.flatMap((file) => bodiesOf(file, ['up', 'afterUp'])).join('\n\n'),
      },
    )
  }
  const authors = fragments.map(({ author }) => author)
  if (fragments.length > 0) write('package.json', mergePackageJson(fragments), authors)
  write(MANIFEST_FILE, serializeManifest(model.manifest), [MANIFEST_FILE])

  const sorted = [...files].sort(([a], [b]) => (a < b ? -1 : 1))
  return new Map(sorted)
}

/**
 * What stands between the braces of functions of a migration, with the values in it that the file
 * gives a name.
 *
 * @throws Error where there is none of these functions
 */
function bodiesOf(migration: string, names: readonly string[]): readonly string[] {
  const named = [...migration.matchAll(/^const (\w+) = (.*)$/gm)]
  const heads = names.flatMap(
    (name) => new RegExp(`^export async function ${name}\\b.*\\{\n`, 'm').exec(migration) ?? [],
  )
  if (heads.length === 0) throw new Error(`a migration has no function ${names}:\n${migration}`)
  return heads.map((head) => {
    const start = migration.indexOf(head) + head.length
    return named.reduce(
      (body, [, word, value]) => body.replaceAll(`\${${word}}`, () => `\${${value}}`),
      migration.slice(start, migration.indexOf('\n}', start)),
    )
  })
}

/** What these files import of the project, each file once. */
function ownImports(sources: readonly string[]): readonly string[] {
  const imported = new Map<string, Set<string>>()
  for (const [, names, from] of sources.flatMap((source) => [
    ...source.matchAll(/^import \{ (.*) \} from ('\.\.\/.*')$/gm),
  ]) as unknown as [string, string, string][]) {
    imported.set(from, new Set([...(imported.get(from) ?? []), ...names.split(', ')]))
  }
  return [...imported].map(
    ([from, names]) => `import { ${[...names].sort().join(', ')} } from ${from}`,
  )
}

function pathWords(names: Model['resources'][number]): PathWords {
  return { resource: names.file, resources: names.collection, table: names.table }
}

function modeOf(path: string, content: string | Uint8Array): FileMode {
  const shebang = typeof content === 'string' && content.startsWith('#!')
  return shebang || /(?:^|\/)bin\//.test(path) ? 0o755 : 0o644
}

/** What a change of a project with overrides is merged from. */
export interface OverriddenChange {
  readonly base: Tree
  readonly target: Tree
  /** The templates that each file of the target comes from. */
  readonly authors: ReadonlyMap<string, readonly string[]>
}

/**
 * As `renderChange`, with other templates for the target: every slice may differ then. A migration
 * that is there is rendered by neither, for it never changes.
 *
 * @throws Error as `render` does
 */
export function renderOverridden(
  before: Model,
  after: Model,
  templates: { readonly base: Templates; readonly target: Templates },
): OverriddenChange {
  const isAnother = templates.base !== templates.target
  const base = renderUnwrapped(withoutThose(before, after, isAnother), templates.base)
  const target = renderUnwrapped(withoutThose(after, before, isAnother), templates.target)
  const change = (own: UnwrappedTree, other: UnwrappedTree) =>
    mapValues(own, (file, path) => {
      const there = other.get(path)
      return there && isSame(file, there) ? (base.get(path) ?? file) : wrapped(file)
    })
  return {
    base: change(base, target),
    target: change(target, base),
    authors: mapValues(target, (file) => file.authors),
  }
}

/** Of every path of a project, the templates that it comes from: of `package.json`, several. */
export function authorsOf(model: Model, templates: Templates): OverriddenChange['authors'] {
  const files = renderUnwrapped({ ...model, slices: model.resources }, templates)
  return mapValues(files, (file) => file.authors)
}

/** The model without the operations of another, and without its slices unless they are asked for. */
function withoutThose(own: Model, other: Model, isWhole: boolean): RenderedModel {
  const without = <T>(of: (model: Model) => readonly T[], keyOf: (one: T) => string) => {
    const others = new Map(of(other).map((one) => [keyOf(one), one]))
    return of(own).filter((one) => !isDeepStrictEqual(one, others.get(keyOf(one))))
  }
  const at = (one: { readonly at: string }) => one.at
  const slices = without(
    ({ resources }) => resources,
    ({ file }) => file,
  )
  return {
    ...own,
    slices: isWhole ? own.resources : slices,
    operations: without(({ operations }) => operations, at),
    migrations: without(({ migrations }) => migrations, at),
    evolutions: without(({ evolutions }) => evolutions, at),
    drops: without(({ drops }) => drops, at),
    webhookTables: without(({ webhookTables }) => webhookTables, at),
  }
}
