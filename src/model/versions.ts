import { UserError } from '../errors.ts'
import type { VersionOperation } from '../manifest/manifest.ts'
import { stampTime } from '../manifest/stamp.ts'
import { byPath } from './imports.ts'
import type { ResourceNames } from './names.ts'
import { shown } from './shown.ts'
import type { ResourceModel } from './slices.ts'

/** A later version of a resource's API, served beside the one before it until that ends. */
export interface VersionModel {
  readonly number: number
  /** `article-v2`: how its files begin. */
  readonly file: string
  /** `articlesV2`: its line in the list of what is served. */
  readonly routes: string
  /** What is said of the version before: two days, and the address of a page. */
  readonly since: string
  readonly until: string
  readonly notice: string | undefined
}

/**
 * The version that an operation opens.
 *
 * @param slices those that are there
 * @throws UserError for a resource that is not served, a day that cannot be, and a name that is taken
 */
export function versionModel(
  { at, name, sunset, notice }: VersionOperation,
  slice: ResourceModel | undefined,
  slices: readonly ResourceModel[],
): VersionModel {
  if (slice === undefined || !slice.parts.includes('controller')) {
    throw new UserError(`There is no resource ${name} that is served.`, {
      help: `Make it first: npx plop resource ${name}`,
    })
  }
  const number = slice.versions.length + 2
  const since = dayOf(new Date(stampTime(at) ?? 0))
  checkDay(sunset, since)
  if (notice !== undefined) checkNotice(notice)
  const file = `${slice.file}-v${number}`
  const routes = `${slice.resources}V${number}`
  const isTaken =
    slice.links.some((link) => `${slice.file}-${link.file}` === file) ||
    slices.some(({ resources }) => resources === routes)
  if (isTaken) {
    throw new UserError(`The names of version ${number} of ${slice.spelled} are taken already.`, {
      help: `Something is called v${number} there; rename it first.`,
    })
  }
  return { number, file, routes, since, until: sunset, notice }
}

/** @throws UserError for what is no day, or none after the other */
function checkDay(typed: string, since: string): void {
  const time = new Date(typed)
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(typed) && !Number.isNaN(time.getTime())
  if (!isDay || dayOf(time) !== typed) {
    throw new UserError(`The version before cannot end on ${shown(typed)}: that is no day.`, {
      help: 'Write it as 2027-06-30.',
    })
  }
  if (typed <= since) {
    throw new UserError(
      `The version before cannot end on ${typed}: it is deprecated on ${since}.`,
      {
        help: 'Name a later day, so that those who call it have time to change.',
      },
    )
  }
}

/** @throws UserError for what is no address of a page */
function checkNotice(typed: string): void {
  const isPage = URL.canParse(typed) && /^https?:$/.test(new URL(typed).protocol)
  // It stands in a header, and in the code between quotes.
  if (isPage && typed.length <= 500 && /^[!#-&(-;=?-[\]_a-z~]+$/.test(typed)) return
  throw new UserError(`${shown(typed)} is no address of a page.`, {
    help: 'For instance: https://example.com/changes/articles-v2',
  })
}

export function dayOf(time: Date): string {
  return time.toISOString().slice(0, 10)
}

/**
 * A file of a resource's first version as one of a later version: the same but for its names. Both
 * are rendered from one template, so that neither falls behind.
 *
 * @param text of a controller, its schemas, their tests, or the index, before its lines are broken
 * @throws Error where the index does not read as it is expected to
 */
export function asVersion(text: string, names: ResourceNames, version: VersionModel): string {
  const { resource, resources, collection, file } = names
  const controller = new RegExp(`\\b${resource}Controller\\b`, 'g')
  const head = `export const ${resources}: Resource = {\n`
  const renamed = text
    .replaceAll(controller, `${resource}V${version.number}Controller`)
    .replaceAll(`'./${file}.controller.ts'`, `'./${version.file}.controller.ts'`)
    .replaceAll(`'./${file}.schemas.ts'`, `'./${version.file}.schemas.ts'`)
    .replaceAll(/\boperationId: '(\w+)'/g, `operationId: '$1V${version.number}'`)
    .replaceAll(
      `createPager(cursors, '${collection}'`,
      `createPager(cursors, '${collection} v${version.number}'`,
    )
    .replaceAll(`'/v1/${collection}'`, `'/v${version.number}/${collection}'`)
    .replaceAll(`'/v1/${collection}/`, `'/v${version.number}/${collection}/`)
    // The tag is that of the first version.
    .replace(/^ {2}tag: .*\n/m, '')
    .replace(head, `export const ${version.routes}: Resource = {\n${supersedes(version)}`)
  if (text.includes(head) && !renamed.includes('supersedes'))
    throw new Error('the index has changed')
  return sortedImports(renamed)
}

function supersedes({ number, since, until, notice }: VersionModel): string {
  const page = notice === undefined ? '' : `, notice: '${notice}'`
  return `  version: ${number},\n  supersedes: { version: ${number - 1}, since: '${since}', until: '${until}'${page} },\n`
}

/** A name that grew may stand in another place among its neighbours. */
function sortedImports(text: string): string {
  const lines = text.split('\n')
  const first = lines.findIndex((line) => line.startsWith('import '))
  const end = lines.findIndex((line, at) => at > first && !line.startsWith('import '))
  if (first < 0 || end < 0) return text
  const imports = lines.slice(first, end)
  // Packages stand before files, in an order that a new name does not change.
  const files = imports.filter((line) => /'\.\.?\//.test(line))
  const others = imports.filter((line) => !files.includes(line))
  return [...lines.slice(0, first), ...others, ...bySlash(files), ...lines.slice(end)].join('\n')
}

/** What is further up stands first. */
function bySlash(lines: readonly string[]): string[] {
  const depth = (line: string) => line.split('../').length
  const depths = [...new Set(lines.map(depth))].sort((a, b) => b - a)
  return depths.flatMap((one) => byPath(lines.filter((line) => depth(line) === one)))
}
