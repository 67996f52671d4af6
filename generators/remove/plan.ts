import { UserError } from '../../src/errors.ts'
import type { Manifest, Operation, RemoveOperation } from '../../src/manifest/manifest.ts'
import { nextStamp } from '../../src/manifest/stamp.ts'
import type { Notice } from '../../src/merge/plan.ts'
import { removedSlice } from '../../src/model/drops.ts'
import { foldModel } from '../../src/model/model.ts'
import { sliceNamed } from '../../src/model/slices.ts'

export interface RemoveAnswers {
  /** In any spelling. */
  readonly name: string
  readonly allowDataLoss: boolean
  readonly keepEdited: boolean
}

/**
 * The operation that removes the resource, or `undefined` where it was removed already.
 *
 * @throws UserError for what is not there, for what others refer to, and for a loss that is not
 *   allowed
 */
export function removeOperation(
  manifest: Manifest,
  { name, allowDataLoss }: Pick<RemoveAnswers, 'name' | 'allowDataLoss'>,
  now: Date,
): RemoveOperation | undefined {
  const { resources, drops } = foldModel(manifest)
  if (sliceNamed(resources, name) === undefined) {
    const before = sliceNamed(
      drops.map(({ slice }) => slice),
      name,
    )
    if (before !== undefined) return undefined
  }
  const slice = removedSlice({ name }, resources)
  const tables = tablesOf(slice)
  if (tables.length > 0 && !allowDataLoss) {
    throw new UserError(`This would lose every row of ${tables.join(' and ')}.`, {
      where: 'The migration drops them, wherever it is applied, and no way back brings rows.',
      help: 'If they may go: --allow-data-loss. Nothing was changed.',
    })
  }
  return { at: nextStamp(manifest.history, now), run: 'remove', name: slice.spelled }
}

/** What to think of before the migration is applied. */
export function removeNotices(manifest: Manifest, operation: Operation): readonly Notice[] {
  const { resources, standing } = foldModel(manifest)
  const slice = operation.run === 'remove' ? sliceNamed(resources, operation.name) : undefined
  const tables = slice ? tablesOf(slice) : []
  if (tables.length === 0) return []
  const message = `Is lost where the migration is applied: every row of ${tables.join(' and ')}.`
  const byHand = standing.filter(({ folder }) => folder === 'migration')
  if (byHand.length === 0) return [{ code: 'data-loss', message }]
  const names = byHand.map(({ migration }) => migration).join(', ')
  const own = `What ${names} did to the table, which you wrote yourself, its way back does not know.`
  return [
    { code: 'data-loss', message },
    { code: 'migration', message: own },
  ]
}

/** The tables that go with it, its own first. */
export function tablesOf({
  parts,
  table,
  links,
}: ReturnType<typeof removedSlice>): readonly string[] {
  return parts.includes('repository') ? [table, ...links.map((link) => link.table)] : []
}
