import type { Model } from '../model/model.ts'
import type { Template, Templates } from './templates.ts'

/** What one layer contributes to a seam. */
export interface Contribution {
  /** The file's name without its extension. */
  readonly name: string
  /** Without the newline at its end. */
  readonly text: string
}

export type Seams = Readonly<Record<string, readonly Contribution[]>>

const SEAM = /^project\/([^/]+)\/_seams\/([^/]+)\/([^/]+)$/

export function isSeam({ path }: Template): boolean {
  return path.startsWith('project/') && path.split('/')[2] === '_seams'
}

/**
 * The contributions of the model's layers, by seam and then by name. A seam to which some other
 * layer contributes is there and empty, so that the base can loop over it. A file named `_empty`
 * contributes nothing: it declares a seam that nobody uses yet.
 */
export function collectSeams(model: Model, templates: Templates): Seams {
  const seams: Record<string, Contribution[]> = {}
  for (const template of templates.filter(isSeam)) {
    const [, layer = '', seam, file = ''] = SEAM.exec(template.path) ?? []
    if (seam === undefined) throw new Error(`templates/${template.path}: not _seams/<seam>/<name>`)
    const name = file.replace(/\..*$/, '')
    seams[seam] ??= []
    if (name === '_empty' || !model.layers.includes(layer)) continue
    if (seams[seam].some((other) => other.name === name)) {
      throw new Error(`templates/${template.path}: ${seam} has a contribution ${name} already`)
    }
    const text = String(template.render(model)).replace(/\n$/, '')
    seams[seam].push({ name, text })
  }
  for (const contributions of Object.values(seams)) {
    contributions.sort((a, b) => (a.name < b.name ? -1 : 1))
  }
  return seams
}
