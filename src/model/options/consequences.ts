import type { ResourceModel } from '../slices.ts'
import type { Options } from './options.ts'

/** What is lost of the rows that are there. */
export function lossesOf(
  { humans }: ResourceModel,
  before: Options,
  wanted: Options,
): readonly string[] {
  return [
    ...(losesOwner(before, wanted) ? [`who owns which of the ${humans} is gone`] : []),
    ...(losesRemoved(before, wanted) ? [`the ${humans} that were removed are gone for good`] : []),
  ]
}

/**
 * What to think of before the migration is applied.
 *
 * @param others those with a table that refer to it
 */
export function warningsOf(
  there: ResourceModel,
  others: readonly ResourceModel[],
  before: Options,
  wanted: Options,
): readonly string[] {
  const { humans, aHuman, table, uniqueFields } = there
  const [getsOwner, loses] = [getsAnOwner(before, wanted), losesOwner(before, wanted)]
  const removes = losesRemoved(before, wanted)
  const owned = others.filter(({ accessWord }) => accessWord === 'owner')
  const linked = there.links.filter(({ target }) => target.accessWord === 'owner')
  const stops = [
    ...(getsOwner ? owned : []).map(
      (other) => `where ${other.aHuman} of somebody else leads to ${aHuman}`,
    ),
    ...(getsOwner ? linked : []).map(
      ({ target }) => `where ${aHuman} leads to ${target.aHuman} of somebody else`,
    ),
    ...(loses ? uniqueFields : []).map(({ name }) => `where two owners have the same ${name}`),
    ...(removes ? [there, ...others] : []).flatMap((other) =>
      other.references
        .filter(({ target, nullable }) => target.file === there.file && nullable !== 'true')
        .map(({ name }) => `where the ${name} of ${other.aHuman} was removed`),
    ),
  ]
  return [
    ...(loses
      ? [`What one owner alone has seen of the ${humans}, ${seenBy(wanted)} sees then.`]
      : []),
    ...(getsOwner
      ? [
          `The version that runs now makes ${humans} that have no owner: from the migration until the new version has started, that fails.`,
        ]
      : []),
    ...(loses || removes
      ? [
          `The version that runs now asks ${table} for ${[...(loses ? ['owner_id'] : []), ...(removes ? ['deleted_at'] : [])].join(' and ')}: from the migration until the new version has started, it fails.`,
        ]
      : []),
    ...(stops.length > 0
      ? [
          `The migration fails, and changes nothing, ${stops.join(', or ')}: correct such rows first.`,
        ]
      : []),
  ]
}

export function getsAnOwner(before: Options, wanted: Options): boolean {
  return before.access !== 'owner' && wanted.access === 'owner'
}

function losesOwner(before: Options, wanted: Options): boolean {
  return before.access === 'owner' && wanted.access !== 'owner'
}

function losesRemoved(before: Options, wanted: Options): boolean {
  return before.softDelete && !wanted.softDelete
}

function seenBy({ access }: Options): string {
  if (access === 'public') return 'everyone'
  return access === 'authenticated' ? 'whoever is known' : 'whoever has the role'
}
