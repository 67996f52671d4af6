import { UserError } from '../../src/errors.ts'
import type { Manifest, VersionOperation } from '../../src/manifest/manifest.ts'
import { nextStamp, stampTime } from '../../src/manifest/stamp.ts'
import { foldModel } from '../../src/model/model.ts'
import { sliceNamed } from '../../src/model/slices.ts'
import { dayOf, versionModel } from '../../src/model/versions.ts'

export interface VersionAnswers {
  /** In any spelling. */
  readonly name: string
  /** `2027-06-30` */
  readonly sunset?: string
  readonly notice?: string
}

/**
 * The operation that opens the next version, or `undefined` where the latest one is what was asked
 * for: no two versions end on one day.
 *
 * @throws UserError for a resource that is not served, and for a day or an address that cannot be
 */
export function versionOperation(
  manifest: Manifest,
  { name, sunset, notice }: VersionAnswers,
  now: Date,
): VersionOperation | undefined {
  const at = nextStamp(manifest.history, now)
  const { resources } = foldModel(manifest)
  const slice = sliceNamed(resources, name)
  const operation: VersionOperation = {
    at,
    run: 'version',
    name: slice?.spelled ?? name,
    sunset: sunset ?? aYearAfter(new Date(stampTime(at) ?? now)),
    ...(notice !== undefined && { notice }),
  }
  const latest = slice?.versions.at(-1)
  if (latest && latest.until === operation.sunset && latest.notice === notice) return undefined
  versionModel(operation, slice, resources)
  return operation
}

/** @throws UserError where nothing is served that could have a next version */
export function versionable(manifest: Manifest): readonly string[] {
  const names = foldModel(manifest).served.map(({ spelled }) => spelled)
  if (names.length > 0) return names
  throw new UserError('No resource is served yet, so none can have a next version.', {
    help: 'Make one first: npx plop resource',
  })
}

export function aYearAfter(day: Date): string {
  const later = new Date(day)
  later.setUTCFullYear(day.getUTCFullYear() + 1)
  return dayOf(later)
}
