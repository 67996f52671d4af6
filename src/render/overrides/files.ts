import {
  type Dirent,
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  realpathSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { UserError } from '../../errors.ts'
import type { OverrideProblem } from './problem.ts'

/** What a team overrides, what the project was rendered with, and what it was before that. */
export const OVERRIDES_FOLDER = 'alex/templates'
export const APPLIED_FOLDER = 'alex/applied'
export const EARLIER = 'earlier'

/** A file that stands in for a template. */
export interface OverrideFile {
  /** The path of a template: `resource/src/…/__resource__.service.ts.hbs`. */
  readonly path: string
  /** As people find it: `alex/templates/resource/…`. */
  readonly file: string
  /** Text is held as a string with `\n`, without a byte order mark; anything else as bytes. */
  readonly content: string | Uint8Array
}

export interface OverrideFolder {
  readonly files: readonly OverrideFile[]
  readonly problems: readonly OverrideProblem[]
}

/** The files below a folder of the project; none where it is not there. */
export function readOverrides(root: string, folder: string): OverrideFolder {
  const above = folder.split('/').map((_, index, parts) => parts.slice(0, index + 1).join('/'))
  const link = above.find((path) => statsOf(join(root, path))?.isSymbolicLink())
  if (link !== undefined) return { files: [], problems: [linkProblem(link)] }
  return readBelow(join(root, folder), folder)
}

/** A package of overrides, as it is installed. */
export interface OverridePackage extends OverrideFolder {
  readonly name: string
  readonly version: string
}

/**
 * The overrides of an npm package: its folder `templates`.
 *
 * @throws UserError where it is not installed, or has no such folder
 */
export function readPackageOverrides(
  root: string,
  name: string,
  { install, add }: { readonly install: string; readonly add: string },
): OverridePackage {
  const found = packageFolder(root, name)
  if (found === undefined) {
    throw new UserError(`The package of overrides ${name} is not installed.`, {
      where: 'alex.json, overrides',
      help: `Install it: ${isNamed(root, name) ? install : `${add} ${name}`}`,
    })
  }
  const { version = 'unknown' } = JSON.parse(readFileSync(join(found, 'package.json'), 'utf8'))
  const shown = `node_modules/${name}/templates`
  if (!existsSync(join(found, 'templates'))) {
    throw new UserError(
      `The package ${name} ${version} has no overrides: there is no folder templates.`,
      {
        where: 'alex.json, overrides',
        help: 'Its files have the paths of the templates, such as templates/project/base/biome.json.',
      },
    )
  }
  return { name, version, ...readBelow(join(found, 'templates'), shown) }
}

/**
 * Where Node finds a package from the project: in its `node_modules`, or in one above it, which may
 * hold a link to it. `require.resolve` would ask the package whether it exports its package.json.
 */
function packageFolder(root: string, name: string): string | undefined {
  for (let folder = root; ; folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', name)
    if (existsSync(join(candidate, 'package.json'))) return realpathSync(candidate)
    if (folder === dirname(folder)) return undefined
  }
}

/** Whether the project's package.json names a package. */
function isNamed(root: string, name: string): boolean {
  try {
    const { dependencies, devDependencies } = JSON.parse(
      readFileSync(join(root, 'package.json'), 'utf8'),
    )
    return Object.hasOwn({ ...dependencies, ...devDependencies }, name)
  } catch {
    return false
  }
}

function readBelow(folder: string, shown: string): OverrideFolder {
  const files: OverrideFile[] = []
  const problems: OverrideProblem[] = []
  const visit = (below: string) => {
    for (const entry of entriesOf(join(folder, below))) {
      const path = below === '' ? entry.name : `${below}/${entry.name}`
      const file = `${shown}/${path}`
      if (entry.isDirectory()) visit(path)
      else if (entry.isSymbolicLink()) problems.push(linkProblem(file))
      else if (!entry.isFile()) problems.push({ file, message: 'is no file.' })
      else if (entry.name !== '.DS_Store') {
        files.push({ path, file, content: textOrBytes(readFileSync(join(folder, path))) })
      }
    }
  }
  visit('')
  return { files, problems }
}

function linkProblem(file: string): OverrideProblem {
  const help = 'Put what it points to there.'
  return { file, message: 'is a symbolic link, and those are not followed.', help }
}

function statsOf(path: string) {
  return lstatSync(path, { throwIfNoEntry: false })
}

function entriesOf(folder: string): Dirent[] {
  if (!statsOf(folder)?.isDirectory()) return []
  return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** However an editor or git writes a file, it is rendered as the same. */
function textOrBytes(content: Uint8Array): string | Uint8Array {
  if (content.includes(0)) return content
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content).replaceAll('\r\n', '\n')
  } catch {
    return content
  }
}
