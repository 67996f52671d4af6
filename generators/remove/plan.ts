import { UserError } from '../../src/errors.ts'
import type { Manifest, Operation, RemoveOperation } from '../../src/manifest/manifest.ts'
import { nextStamp } from '../../src/manifest/stamp.ts'
import type { Notice } from '../../src/merge/plan.ts'
import { removedSlice } from '../../src/model/drops.ts'
import { foldModel } from '../../src/model/model.ts'
import { shown } from '../../src/model/shown.ts'
import { sliceNamed } from '../../src/model/slices.ts'
import { kebabCase, splitWords } from '../../src/model/words.ts'

export interface RemoveAnswers {
  /** In any spelling. */
  readonly name: string
  /** Whether it is an integration. */
  readonly integration?: boolean
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
  { name, allowDataLoss, integration }: Omit<RemoveAnswers, 'keepEdited'>,
  now: Date,
): RemoveOperation | undefined {
  const { resources, drops, integrations } = foldModel(manifest)
  const file = kebabCase(splitWords(name))
  const isIntegration = integrations.some((one) => one.file === file)
  if (integration || (isIntegration && sliceNamed(resources, name) === undefined)) {
    return integrationRemoval(manifest, file, isIntegration, now)
  }
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

/** @throws UserError for an integration that never was */
function integrationRemoval(
  { history }: Manifest,
  name: string,
  isThere: boolean,
  now: Date,
): RemoveOperation | undefined {
  if (isThere) return { at: nextStamp(history, now), run: 'remove', name, integration: true }
  if (history.some((one) => one.run === 'circuit-breaker' && one.name === name)) return undefined
  throw new UserError(`There is no integration ${shown(name)}.`, {
    help: 'npx create-alex-api info shows what the project has.',
  })
}

/** What to think of before the migration is applied. */
export function removeNotices(manifest: Manifest, operation: Operation): readonly Notice[] {
  const { resources, standing } = foldModel(manifest)
  const isResource = operation.run === 'remove' && !operation.integration
  const slice = isResource ? sliceNamed(resources, operation.name) : undefined
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
