import { UserError } from '../../src/errors.ts'
import { MANIFEST_FILE, type Manifest } from '../../src/manifest/manifest.ts'
import { parseManifest } from '../../src/manifest/parse.ts'
import { serializeManifest } from '../../src/manifest/serialize.ts'
import type { FileState } from '../../src/merge/plan.ts'
import type { Sides } from '../../src/model/union.ts'
import { packageVersion } from '../../src/package.ts'
import type { Meeting } from '../../src/steps/stopped.ts'

/** The manifest as it stands on the disk, or why it is none. */
export type Standing = { readonly manifest: Manifest } | { readonly problem: UserError }

/** Reads the manifest of the work tree, which may have conflict markers in it. */
export function readStanding(seen: FileState | null): Standing {
  try {
    return { manifest: parse(seen, MANIFEST_FILE) }
  } catch (problem) {
    if (problem instanceof UserError) return { problem }
    throw problem
  }
}

/**
 * The manifests of the commits that come together.
 *
 * @throws UserError naming the branch, for one that is not of this version, or broken
 */
export function readSides(
  { base, ours, theirs, giveUp }: Meeting,
  [first, mine, other]: readonly (FileState | null | undefined)[],
): Sides {
  const file = (label: string) => `${MANIFEST_FILE} on ${label}`
  if (!first || !mine || !other) {
    const gone = (!first && base) || (!mine && ours) || theirs
    throw new UserError(`There is no ${MANIFEST_FILE} in ${gone.label}.`, {
      where: `${ours.label} and ${theirs.label} come together, from ${base.label}`,
      help: `Without it nothing is known of what was generated there. Give it up: ${giveUp}`,
    })
  }
  return {
    base: parse(ofThisVersion(first), file(base.label)),
    ours: { label: ours.label, manifest: parse(mine, file(ours.label)) },
    theirs: { label: theirs.label, manifest: parse(other, file(theirs.label)) },
  }
}

function parse(state: FileState | null, file: string): Manifest {
  return parseManifest(textOf(state), { version: packageVersion(), file })
}

function textOf(state: FileState | null): string {
  return Buffer.from(state?.content ?? '').toString()
}

/** Both branches may have been brought to this version since they parted. */
function ofThisVersion(state: FileState): FileState {
  try {
    const value = { ...(JSON.parse(textOf(state)) as object), version: packageVersion() }
    return { ...state, content: Buffer.from(JSON.stringify(value)) }
  } catch {
    return state
  }
}

/**
 * The same manifest with its history in order, where nothing else is wrong with it.
 *
 * @throws UserError for whatever else is wrong
 */
export function inOrder(seen: FileState | null, problem: UserError): Manifest {
  let history: unknown
  let value: Manifest
  try {
    value = JSON.parse(textOf(seen)) as Manifest
    history = value.history
  } catch {
    throw problem
  }
  if (!Array.isArray(history)) throw problem
  const at = (operation: unknown) => String((operation as { at?: unknown } | null)?.at)
  const sorted = history.toSorted((one, other) => (at(one) < at(other) ? -1 : 1))
  const text = serializeManifest({ ...value, history: sorted })
  return parseManifest(text, { version: packageVersion() })
}
