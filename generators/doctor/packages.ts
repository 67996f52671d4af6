import type { Examination, PackageJson } from './examination.ts'
import { parseObject } from './examination.ts'

/** The dependencies of package.json, of both kinds. */
export function dependenciesOf(json: PackageJson | undefined): ReadonlyMap<string, string> {
  const all = { ...json?.dependencies, ...json?.devDependencies }
  return new Map(
    Object.entries(all).filter((one): one is [string, string] => typeof one[1] === 'string'),
  )
}

/** The version of a package that is installed. */
export function installedVersion(project: Examination, name: string): string | undefined {
  const json = parseObject(project.text(`node_modules/${name}/package.json`))
  const version = (json as { version?: unknown } | undefined)?.version
  return typeof version === 'string' ? version : undefined
}

interface Lock {
  readonly packages?: Readonly<Record<string, LockedPackage | undefined>>
}

export interface LockedPackage {
  readonly version?: unknown
  readonly integrity?: unknown
  readonly dependencies?: Readonly<Record<string, unknown>>
  readonly devDependencies?: Readonly<Record<string, unknown>>
}

/** The packages of a lock file of npm, by where they are; undefined where there is none. */
export function lockedPackages(
  project: Examination,
  path: string,
): Readonly<Record<string, LockedPackage | undefined>> | undefined {
  return (parseObject(project.text(path)) as Lock | undefined)?.packages
}
