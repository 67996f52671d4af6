import { UserError } from '../../src/errors.ts'
import {
  type Manifest,
  type Operation,
  type RemoveOperation,
  removesResource,
} from '../../src/manifest/manifest.ts'
import { nextStamp } from '../../src/manifest/stamp.ts'
import type { Notice } from '../../src/merge/plan.ts'
import { removedSlice } from '../../src/model/drops.ts'
import { foldModel } from '../../src/model/model.ts'
import { shown } from '../../src/model/shown.ts'
import { sliceNamed } from '../../src/model/slices.ts'
import { kebabCase, splitWords } from '../../src/model/words.ts'
import { everHad, namesOf, type OtherKind, otherKinds } from './others.ts'

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
  { name, allowDataLoss, ...said }: Omit<RemoveAnswers, 'keepEdited'>,
  now: Date,
): RemoveOperation | undefined {
  const { resources, drops } = foldModel(manifest)
  const kind = said.kind ?? meantKind(manifest, name)
  if (kind) return removalOf(kind, manifest, fileOf(name), now)
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
 * What else the project has of that name, where no resource has it.
 *
 * @throws UserError where there are two
 */
export function meantKind(manifest: Manifest, name: string): OtherKind | undefined {
  if (sliceNamed(foldModel(manifest).resources, name) !== undefined) return undefined
  const meant = otherKinds.filter((kind) => namesOf(kind, manifest).includes(fileOf(name)))
  if (meant.length < 2) return meant[0]
  throw new UserError(`${shown(name)} is ${meant.join(' and ')}.`, {
    help: `Say which of them goes: ${meant.map((kind) => `--${kind}`).join(' or ')}`,
  })
}

function fileOf(name: string): string {
  return kebabCase(splitWords(name))
}

/** @throws UserError for what never was */
function removalOf(
  kind: OtherKind,
  manifest: Manifest,
  name: string,
  now: Date,
): RemoveOperation | undefined {
  if (namesOf(kind, manifest).includes(name)) {
    return { at: nextStamp(manifest.history, now), run: 'remove', name, [kind]: true }
  }
  if (everHad(kind, manifest, name)) return undefined
  throw new UserError(`There is no ${kind} ${shown(name)}.`, {
    help: 'npx create-alex-api info shows what the project has.',
  })
}

/** What to think of before the migration is applied. */
export function removeNotices(manifest: Manifest, operation: Operation): readonly Notice[] {
  const { resources, standing } = foldModel(manifest)
  const slice = removesResource(operation) ? sliceNamed(resources, operation.name) : undefined
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
