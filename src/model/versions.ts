import { UserError } from '../errors.ts'
import type { VersionOperation } from '../manifest/manifest.ts'
import { stampTime } from '../manifest/stamp.ts'
import { byPath } from './imports.ts'
import type { ResourceNames } from './names.ts'
import { shown } from './shown.ts'
import type { ResourceModel } from './slices.ts'

/** Where the API of a resource begins. */
export interface AddressModel {
  /** The first version of its API. */
  readonly apiVersion: number
  /** `/v1/articles` */
  readonly url: string
  /** `version: 2,`: what is said beside a path below it, unless it is 1. */
  readonly versionLines: readonly string[]
}

export function addressModel(
  { collection }: Pick<ResourceNames, 'collection'>,
  apiVersion: number,
): AddressModel {
  return {
    apiVersion,
    url: `/v${apiVersion}/${collection}`,
    versionLines: apiVersion === 1 ? [] : [`version: ${apiVersion},`],
  }
}

/**
 * Reads what `--api-version` says.
 *
 * @throws UserError for what is no number of a version
 */
export function parseApiVersion(typed: string): number {
  if (/^[1-9]\d{0,2}$/.test(typed.trim())) return Number(typed)
  throw new UserError(`An API cannot begin at version ${shown(typed)}.`, {
    help: 'It is a whole number from 1 to 999: --api-version 2 begins at /v2.',
  })
}

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
  const number = slice.apiVersion + slice.versions.length + 1
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

/** How one version of a resource's API is called in code, and what it says of itself. */
export interface ApiModel {
  /** `/v1/articles` */
  readonly url: string
  /** `article`; `article-v2`: how its files begin, and what its list of routes is called. */
  readonly file: string
  readonly index: string
  /** `articles`; `articlesV2`: its line in the list of what is served. */
  readonly routes: string
  /** `articleController`; `articleV2Controller` */
  readonly controller: string
  /** `articles`; `articles v2`: what the cursors of the list are for. */
  readonly cursor: string
  /** Nothing; `V2`: how its operation ids end. */
  readonly suffix: string
  /** What stands beside its path: the number, the tag, what it comes after. */
  readonly lines: readonly string[]
  /** The import statement of the controller, whose place depends on its name. */
  readonly firstImports: readonly string[]
  readonly lastImports: readonly string[]
  /** Those of what the controller takes from its slice. */
  readonly controllerImports: readonly string[]
}

/**
 * One version of a resource's API: the first, unless a later one is given. All are rendered from the
 * same templates, so that none falls behind; a later one has no tag of its own.
 */
export function apiModel(slice: ResourceModel, later?: VersionModel): ApiModel {
  const { Resource, resource, resources, collection, Humans, description, including } = slice
  const suffix = later ? `V${later.number}` : ''
  const file = later?.file ?? slice.file
  const controller = `${resource}${suffix}Controller`
  const controllerImport = `import { ${controller} } from './${file}.controller.ts'`
  return {
    url: later ? addressModel(slice, later.number).url : slice.url,
    file,
    index: later ? `${file}.routes` : 'index',
    routes: later?.routes ?? resources,
    controller,
    cursor: later ? `${collection} v${later.number}` : collection,
    suffix,
    lines: later
      ? [`version: ${later.number},`, supersedes(later)]
      : [...slice.versionLines, `tag: { name: '${Humans}', description: ${description} },`],
    firstImports: later ? [] : [controllerImport],
    lastImports: later ? [controllerImport] : [],
    controllerImports: byPath([
      ...including.controllerImports,
      `import { ${resource}Policy } from './${slice.file}.policy.ts'`,
      `import { ${slice.imports.schemas} } from './${file}.schemas.ts'`,
      `import type { ${Resource}Service } from './${slice.file}.service.ts'`,
    ]),
  }
}

function supersedes({ number, since, until, notice }: VersionModel): string {
  const page = notice === undefined ? '' : `, notice: '${notice}'`
  return `supersedes: { version: ${number - 1}, since: '${since}', until: '${until}'${page} },`
}
