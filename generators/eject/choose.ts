import { posix, relative, resolve, sep } from 'node:path'
import { UserError, usageError } from '../../src/errors.ts'
import { MANIFEST_FILE, type Manifest } from '../../src/manifest/manifest.ts'
import { foldModel } from '../../src/model/model.ts'
import { shown } from '../../src/model/shown.ts'
import { nearestPath } from '../../src/render/overrides/nearest-path.ts'
import { authorsOf } from '../../src/render/render.ts'
import type { Templates } from '../../src/render/templates.ts'

interface Place {
  readonly root: string
  readonly cwd: string
}

/**
 * The templates that somebody means, each by its own path or by that of a file that comes of it.
 *
 * @returns the paths of templates, each once
 * @throws UserError with exit code 2 that tells of everything that is none
 */
export function chosenTemplates(
  words: readonly string[],
  manifest: Manifest,
  ours: Templates,
  place: Place,
): readonly string[] {
  const paths = overridable(ours)
  const authors = authorsOf(foldModel(manifest), ours)
  const found: string[] = []
  const problems: string[] = []
  for (const word of words) {
    const result = chosenTemplate(word, paths, authors, place)
    if ('path' in result) found.push(result.path)
    else problems.push(`${shown(word, 200)}: ${result.problem}`)
  }
  if (problems.length === 0) return [...new Set(found)]
  throw usageError(problems.length === 1 ? 'This is no template.' : 'These are no templates.', {
    where: problems.join('\n'),
    help: 'All of them: npx create-alex-api eject --list',
  })
}

/** The paths of the templates that a project can have its own version of. */
export function overridable(ours: Templates): readonly string[] {
  return ours
    .map(({ path }) => path)
    .filter((path) => !/^project\/[^/]+\/migrations\/|\/_seams\/[^/]+\/_empty\b/.test(path))
}

function chosenTemplate(
  word: string,
  paths: readonly string[],
  authors: ReadonlyMap<string, readonly string[]>,
  { root, cwd }: Place,
): { readonly path: string } | { readonly problem: string } {
  const typed = posix.normalize(word.replaceAll('\\', '/')).replace(/^(?:alex\/)?templates\//, '')
  const same = paths.find((path) => path === typed || path === `${typed}.hbs`)
  if (same !== undefined) return { path: same }
  const here = relative(root, resolve(cwd, word)).split(sep).join('/')
  const own = authors.get(here) ?? authors.get(typed)
  if (own?.[0] === MANIFEST_FILE) return { problem: 'is the manifest, which has no template' }
  const [path, ...more] = own ?? []
  if (path !== undefined && more.length > 0) {
    return { problem: `comes of several: ${[path, ...more].join(', ')}` }
  }
  if (path !== undefined && paths.includes(path)) return { path }
  if (path !== undefined) return { problem: 'is a migration that exists, and those never change' }
  const meant = nearestPath(typed, paths) ?? nearestPath(here, [...authors.keys()])
  return { problem: meant ? `did you mean ${meant}?` : 'there is nothing like it' }
}

/** What a list is narrowed by: the templates whose paths have every word in them. */
export function matchingTemplates(words: readonly string[], ours: Templates): readonly string[] {
  const paths = overridable(ours)
  const found = paths.filter((path) =>
    words.every((word) => path.toLowerCase().includes(word.toLowerCase())),
  )
  if (found.length > 0) return found
  throw new UserError(`No template has ${shown(words.join(' '))} in its path.`, {
    help: 'All of them: npx create-alex-api eject --list',
  })
}
