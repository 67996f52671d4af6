import { existsSync, readFileSync } from 'node:fs'
import { copyFile, mkdir, symlink } from 'node:fs/promises'
import { basename, dirname, join, relative } from 'node:path'
import { UserError } from '../errors.ts'
import { PACKAGE_NAME } from '../manifest/manifest.ts'
import { npmErrors, readProgram } from './read.ts'

/** A copy of this package of another version, fit to be run. */
export interface Copy {
  readonly version: string
  /** The folder of its `package.json`. */
  readonly folder: string
  /** Where it was found, for people: `node_modules/create-alex-api`. */
  readonly origin: string
}

export interface Wanted {
  /** Of the project. */
  readonly root: string
  readonly version: string
  /** The archive that the project carries, where it does. Then no registry is asked. */
  readonly archive: string | undefined
  /** The folder of the package that runs. */
  readonly running: string
  /** A folder for what has to be unpacked or fetched. */
  readonly scratch: string
  readonly signal: AbortSignal
  /** Called before a network is used. */
  readonly onFetch?: (what: string) => void
}

interface PackageJson {
  readonly name?: string
  readonly version?: string
  readonly bin?: Readonly<Record<string, string>>
  readonly dependencies?: Readonly<Record<string, string>>
}

/**
 * The version that a project was made with: as it is installed, else as the project carries it, else
 * from the registry.
 *
 * @throws UserError where it cannot be had, with what to do
 */
export async function findCopy(wanted: Wanted): Promise<Copy> {
  return (
    installedCopy(wanted) ??
    (await carriedCopy(wanted)) ??
    (wanted.archive === undefined ? await fetchedCopy(wanted) : undefined) ??
    refuse(wanted)
  )
}

/** The program of a copy, for `node`. */
export function programOf({ folder }: Copy): string {
  const { bin } = readPackage(folder) ?? {}
  return join(folder, bin?.[PACKAGE_NAME] ?? 'dist/src/cli.js')
}

/** Every package manager puts it, or a link to it, into the project or a folder above. */
function installedCopy({ root, version }: Wanted): Copy | undefined {
  for (let at = root; ; at = dirname(at)) {
    const folder = join(at, 'node_modules', PACKAGE_NAME)
    if (isVersion(folder, version)) {
      return { version, folder, origin: `installed, in ${relative(root, folder)}` }
    }
    if (at === dirname(at)) return undefined
  }
}

async function carriedCopy(wanted: Wanted): Promise<Copy | undefined> {
  const { root, version, archive, running, scratch } = wanted
  if (archive === undefined || !existsSync(join(root, archive))) return undefined
  const outer = join(scratch, 'carried')
  const folder = join(outer, 'package')
  await mkdir(folder, { recursive: true })
  await unpack(join(root, archive), folder)
  const found = readPackage(folder)
  if (!isVersion(folder, version)) {
    throw new UserError(`${archive} is not ${PACKAGE_NAME} ${version}.`, {
      where:
        `${join(root, archive)}: ${found?.name ?? 'no package'} ${found?.version ?? ''}`.trim(),
      help: `Take it back from git: git checkout HEAD -- ${archive}`,
    })
  }
  const origin = `carried by the project, in ${archive}`
  if (await borrow(found?.dependencies ?? {}, running, outer)) return { version, folder, origin }
  return installed({ ...wanted, what: join(root, archive), origin })
}

async function unpack(file: string, folder: string): Promise<void> {
  const { extract } = await import('tar')
  try {
    await extract({ file, cwd: folder, strip: 1, strict: true })
  } catch (error) {
    throw new UserError(`The archive cannot be unpacked (${(error as Error).message}).`, {
      where: file,
      help: 'Take it back from git, or install the project: its own copy will do as well.',
      cause: error,
    })
  }
}

/**
 * Lets an unpacked copy find what it needs where the running one finds it: without a network.
 *
 * @param outer the folder that holds the `package`
 * @returns false where that is not there, or may be another thing
 */
async function borrow(
  dependencies: Readonly<Record<string, string>>,
  running: string,
  outer: string,
): Promise<boolean> {
  const beside = dirname(running)
  // A package has what it needs below itself, and what it shares beside itself.
  const sources = [
    { from: join(running, 'node_modules'), to: join(outer, 'package', 'node_modules') },
    { from: beside, to: join(outer, 'node_modules') },
  ].filter(({ from }) => basename(from) === 'node_modules' && existsSync(from))
  const fits = Object.entries(dependencies).every(([name, version]) => {
    const there = sources.map(({ from }) => readPackage(join(from, name))?.version)
    return majorOf(there.find((one) => one !== undefined)) === majorOf(version)
  })
  if (!fits) return false
  for (const { from, to } of sources) await symlink(from, to, 'junction')
  return true
}

function majorOf(version: string | undefined): string | undefined {
  return version?.split('.')[0]
}

function fetchedCopy(wanted: Wanted): Promise<Copy | undefined> {
  const what = `${PACKAGE_NAME}@${wanted.version}`
  return installed({ ...wanted, what, origin: 'fetched from the registry' })
}

/** Installs a copy into the scratch folder, with what it needs. */
async function installed({
  root,
  version,
  scratch,
  signal,
  onFetch,
  what,
  origin,
}: Wanted & { readonly what: string; readonly origin: string }): Promise<Copy> {
  const prefix = join(scratch, 'installed')
  await mkdir(prefix, { recursive: true })
  onFetch?.(what)
  // Which registry to ask is said there, for instance.
  await copyFile(join(root, '.npmrc'), join(prefix, '.npmrc')).catch(() => undefined)
  const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-save']
  const said = await readProgram(['npm', 'install', '--prefix', prefix, ...options, what], {
    cwd: prefix,
    signal,
  })
  signal.throwIfAborted()
  const folder = join(prefix, 'node_modules', PACKAGE_NAME)
  if (said.exitCode === 0 && isVersion(folder, version)) return { version, folder, origin }
  return refuse({ root, version, said: npmErrors(said).slice(0, 4) })
}

function refuse({
  root,
  version,
  archive,
  said = [],
}: Pick<Wanted, 'root' | 'version'> & {
  readonly archive?: string | undefined
  readonly said?: readonly string[]
}): never {
  throw new UserError(`${PACKAGE_NAME} ${version}, which made this project, is not at hand.`, {
    where: [root, ...said].join('\n'),
    help: [
      'An update starts from what that version makes. Install the project as it is, and its copy is there;',
      archive === undefined
        ? 'or run the command again where the registry can be reached.'
        : `or take back the archive that the project carried: git checkout HEAD -- ${archive}`,
    ].join('\n'),
  })
}

function isVersion(folder: string, version: string): boolean {
  const found = readPackage(folder)
  return found?.name === PACKAGE_NAME && found.version === version
}

function readPackage(folder: string): PackageJson | undefined {
  try {
    return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as PackageJson
  } catch {
    return undefined
  }
}
