import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { packageRoot } from '../package.ts'
import { createTemplate, type Spec } from './runtime.ts'

// The folders of templates/
//
//   project/<layer>/…           once, for a layer that the project has: base, a package manager's,
//                               a feature's. One author per path.
//     package.json[.hbs]        a fragment; the fragments of all layers are merged
//     _seams/<seam>/<name>.…    what the layer contributes to {{#each seams.<seam>}} of the base
//   resource/…                  once for each resource, as far as it has the parts; see model/parts.ts
//   resource-<variant>/…        the files of a part that is made in another way
//   operations/<kind>/…         once for each operation of that kind, as it was: migrations
//
// Below that, a path is the path in the project, but for: `_` before a segment means `.`, `.hbs` at
// the end is rendered and dropped, and `__resource__`, `__resources__`, `__table__`, `__at__` are
// spelled from the model.

/** One file of `templates/`. */
export interface Template {
  /** Relative to `templates/`: `project/base/README.md.hbs`. */
  readonly path: string
  /** The text for a context; verbatim files ignore it. */
  readonly render: (context: object) => string | Uint8Array
  /** False for a file that is copied byte for byte. */
  readonly dynamic: boolean
}

/** Every file of `templates/`, in the order of the paths. */
export type Templates = readonly Template[]

/** What the build makes of `templates/`: text as it is, bytes in base64, templates compiled. */
export interface Bundle {
  readonly texts: Readonly<Record<string, string>>
  readonly bytes: Readonly<Record<string, string>>
  readonly specs: Readonly<Record<string, Spec>>
}

export const BUNDLE_PATH = 'dist/templates/bundle.js'

/** The templates of this package, as the build compiled them. */
export async function loadTemplates(): Promise<Templates> {
  const path = join(packageRoot(), BUNDLE_PATH)
  return templatesOf(await import(pathToFileURL(path).href))
}

/** The templates in a folder, compiled on the fly: for tests, and while templates are written. */
export async function loadTemplatesFromSource(folder: string): Promise<Templates> {
  const { compileFolder } = await import('./compile.ts')
  return templatesOf(compileFolder(folder))
}

/** The templates of a bundle. */
export function templatesOf({ texts, bytes, specs }: Bundle): Templates {
  const templates: Template[] = [
    ...Object.entries(texts).map(([path, text]) => verbatim(path, text)),
    ...Object.entries(bytes).map(([path, base64]) => verbatim(path, Buffer.from(base64, 'base64'))),
    ...Object.entries(specs).map(([path, spec]) => createTemplate(path, spec)),
  ]
  return templates.sort((a, b) => (a.path < b.path ? -1 : 1))
}

function verbatim(path: string, content: string | Uint8Array): Template {
  return { path, render: () => content, dynamic: false }
}
