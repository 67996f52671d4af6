import { UserError } from '../../src/errors.ts'
import type { Manifest, Operation, RemoveOperation } from '../../src/manifest/manifest.ts'
import { nextStamp } from '../../src/manifest/stamp.ts'
import type { Notice } from '../../src/merge/plan.ts'
import { removedSlice } from '../../src/model/drops.ts'
import { foldModel } from '../../src/model/model.ts'
import { shown } from '../../src/model/shown.ts'
import { sliceNamed } from '../../src/model/slices.ts'
import { kebabCase, splitWords } from '../../src/model/words.ts'

/** What can be removed besides a resource. */
export type OtherKind = 'integration' | 'webhook'
export const kinds: readonly OtherKind[] = ['integration', 'webhook']

export interface RemoveAnswers {
  /** In any spelling. */
  readonly name: string
  /** What it is, where it is no resource. */
  readonly kind?: OtherKind
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
  { name, allowDataLoss, kind }: Omit<RemoveAnswers, 'keepEdited'>,
  now: Date,
): RemoveOperation | undefined {
  const { resources, drops } = foldModel(manifest)
  const other = kind ?? kindNamed(manifest, name)
  if (other) return otherRemoval(manifest, other, kebabCase(splitWords(name)), now)
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

/**
 * What a name is of, where no resource has it.
 *
 * @throws UserError where both an integration and a webhook have it
 */
export function kindNamed(manifest: Manifest, name: string): OtherKind | undefined {
  if (sliceNamed(foldModel(manifest).resources, name) !== undefined) return undefined
  const file = kebabCase(splitWords(name))
  const [one, another] = kinds.filter((kind) => isThere(manifest, kind, file))
  if (another === undefined) return one
  throw new UserError(`There is an integration ${file}, and a webhook too.`, {
    help: `Say which: npx plop remove ${file} -- --integration, or --webhook. Nothing was changed.`,
  })
}

function isThere(manifest: Manifest, kind: OtherKind, file: string): boolean {
  const { integrations, webhooks } = foldModel(manifest)
  const found = { integration: integrations, webhook: webhooks }[kind]
  return found.some((one) => one.file === file)
}

/** The operations that add them. */
const runs = { integration: 'circuit-breaker', webhook: 'webhook' } as const

/** @throws UserError for what never was */
function otherRemoval(
  manifest: Manifest,
  kind: OtherKind,
  name: string,
  now: Date,
): RemoveOperation | undefined {
  const { history } = manifest
  if (isThere(manifest, kind, name)) {
    return { at: nextStamp(history, now), run: 'remove', name, [kind]: true }
  }
  if (history.some((one) => one.run === runs[kind] && one.name === name)) return undefined
  throw new UserError(`There is no ${kind} ${shown(name)}.`, {
    help: 'npx create-alex-api info shows what the project has.',
  })
}

/** What to think of before the migration is applied. */
export function removeNotices(manifest: Manifest, operation: Operation): readonly Notice[] {
  const { resources, standing } = foldModel(manifest)
  const isResource = operation.run === 'remove' && !operation.integration && !operation.webhook
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
