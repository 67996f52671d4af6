import { MANIFEST_FILE } from '../manifest/manifest.ts'
import { serializeManifest } from '../manifest/serialize.ts'
import type { Model } from '../model/model.ts'
import { belongsTo, foldersOf, type SliceFolder } from '../model/parts.ts'
import { type Fragment, mergePackageJson } from './package-json.ts'
import { type PathWords, targetPath } from './paths.ts'
import { collectSeams, isSeam } from './seams.ts'
import type { Template, Templates } from './templates.ts'
import type { FileMode, Tree, TreeFile } from './tree.ts'
import { wrap } from './wrap.ts'

/**
 * The whole project, in memory: a pure function of model and templates.
 *
 * @throws Error naming the template, for a word that the model lacks or a path with two authors
 */
export function render(model: Model, templates: Templates): Tree {
  const context = { ...model, seams: collectSeams(model, templates) }
  const files = new Map<string, TreeFile & { readonly author: string }>()
  const fragments: Fragment[] = []

  const write = (path: string, content: string | Uint8Array, author: string) => {
    const other = files.get(path)?.author
    if (other !== undefined) throw new Error(`${path} has two authors: ${other} and ${author}`)
    files.set(path, { content, mode: modeOf(path, content), author })
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
      const content = renderTemplate(template, path, folderContext)
      if (path === 'package.json') fragments.push({ author: template.path, text: String(content) })
      else write(path, content, template.path)
    }
  }

  for (const layer of model.layers) renderBelow(`project/${layer}/`, {}, context)
  for (const resource of model.resources) {
    const words = pathWords(resource)
    const wanted =
      ({ parts }: SliceFolder) =>
      (path: string) =>
        belongsTo(path, parts)
    for (const part of foldersOf(resource.parts)) {
      renderBelow(`${part.folder}/`, words, { ...context, ...resource }, wanted(part))
    }
    if (!resource.parts.includes('controller')) continue
    if (resource.including.references.length > 0) {
      renderBelow('including/', words, { ...context, ...resource })
    }
    for (const link of resource.links) {
      const linkWords = { ...words, link: link.file }
      renderBelow('many/', linkWords, { ...context, ...resource, link })
    }
    for (const reference of resource.references) {
      const referenceWords = { ...words, reference: reference.file }
      renderBelow('reference/', referenceWords, { ...context, ...resource, reference })
    }
  }
  for (const operation of model.operations) {
    const words = { ...pathWords(operation), at: operation.at }
    renderBelow(`operations/${operation.folder}/`, words, { ...context, ...operation })
  }
  for (const migration of model.migrations) {
    const words = { at: migration.at, migration: migration.migration }
    renderBelow(`operations/${migration.folder}/`, words, { ...context, ...migration })
  }
  if (fragments.length > 0) write('package.json', mergePackageJson(fragments), 'package.json')
  write(MANIFEST_FILE, serializeManifest(model.manifest), MANIFEST_FILE)

  const sorted = [...files].sort(([a], [b]) => (a < b ? -1 : 1))
  return new Map(sorted.map(([path, { content, mode }]) => [path, { content, mode }]))
}

function renderTemplate(template: Template, path: string, context: object): string | Uint8Array {
  const content = template.render(context)
  const wrapped = template.dynamic && path.endsWith('.ts') && typeof content === 'string'
  return wrapped ? wrap(content) : content
}

function pathWords(names: Model['resources'][number]): PathWords {
  return { resource: names.file, resources: names.collection, table: names.table }
}

function modeOf(path: string, content: string | Uint8Array): FileMode {
  const shebang = typeof content === 'string' && content.startsWith('#!')
  return shebang || /(?:^|\/)bin\//.test(path) ? 0o755 : 0o644
}
