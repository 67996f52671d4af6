import { UserError, usageError } from '../../src/errors.ts'
import {
  type FieldOperation,
  type Manifest,
  type Operation,
  removesResource,
  subjectOf,
} from '../../src/manifest/manifest.ts'
import { nextStamp } from '../../src/manifest/stamp.ts'
import type { Notice } from '../../src/merge/plan.ts'
import { type ChangeTexts, formatChanges } from '../../src/model/evolution/changes.ts'
import {
  type Evolution,
  evolve,
  goesOn,
  sliceToChange,
} from '../../src/model/evolution/evolution.ts'
import type { Field } from '../../src/model/field.ts'
import { formatFields, parseFields } from '../../src/model/fields.ts'
import { foldModel, type Model } from '../../src/model/model.ts'
import type { ResourceModel } from '../../src/model/slices.ts'

export interface FieldAnswers extends ChangeTexts {
  /** In any spelling. */
  readonly name: string
  readonly allowDataLoss?: boolean
  readonly keepEdited?: boolean
}

/**
 * The operation that changes the fields, or `undefined` where they are so already.
 *
 * @throws UserError for whatever refuses it, and for a loss that is not allowed
 */
export function fieldOperation(
  manifest: Manifest,
  { name, allowDataLoss, keepEdited: _, ...texts }: FieldAnswers,
  now: Date,
): FieldOperation | undefined {
  const slice = sliceToChange(foldModel(manifest).resources, name)
  const said = saidTexts(texts)
  if (Object.keys(said).length === 0) {
    throw usageError('Nothing is to be done to the fields.', {
      where: 'missing: one of --add, --rename, --drop, --alter',
      help: 'For instance: npx plop field article -- --add "subtitle:string?"',
    })
  }
  if (isSo(slice, said) || isLast(manifest, slice, said)) return undefined
  const at = nextStamp(manifest.history, now)
  const typed: FieldOperation = { at, run: 'field', resource: slice.spelled, ...said }
  const { changes, losses } = evolutionOf(manifest, typed)
  if (losses.length > 0 && !allowDataLoss) {
    throw new UserError('This would lose what is in the table.', {
      where: losses.join('\n'),
      help: 'If it may: --allow-data-loss. Nothing was changed.',
    })
  }
  return { at, run: 'field', resource: slice.spelled, ...formatChanges(changes) }
}

/** What to think of before the migration is applied. */
export function fieldNotices(manifest: Manifest, operation: Operation): readonly Notice[] {
  if (operation.run !== 'field') return []
  const evolution = evolutionOf(manifest, operation)
  const lost = evolution.losses.map((loss) => ({ code: 'data-loss', message: `Is lost: ${loss}.` }))
  const warned = evolution.warnings.map((message) => ({ code: 'migration', message }))
  return [...lost, ...warned, ...(goesOn(evolution) ? [online] : [])]
}

const online = {
  code: 'online',
  message:
    'What takes long in the migration (indexes, checks, filling rows) comes after its transaction, while others read and write. Where it stops half-way, apply it again, or roll it back.',
}

/** What the operation would amount to. */
export function evolutionOf(manifest: Manifest, operation: FieldOperation): Evolution {
  const { resources, standing } = foldModel(manifest)
  return evolve({ slices: resources, migrations: standing }, operation)
}

/** @throws UserError for whatever refuses these answers, but for a loss */
export function changesOf(manifest: Manifest, answers: FieldAnswers): Evolution {
  const { name, allowDataLoss: _, keepEdited: __, ...texts } = answers
  const at = nextStamp(manifest.history, new Date(0))
  return evolutionOf(manifest, { at, run: 'field', resource: name, ...saidTexts(texts) })
}

/** What these answers would lose. */
export function lossesIn(manifest: Manifest, answers: FieldAnswers): readonly string[] {
  return changesOf(manifest, answers).losses
}

function saidTexts(texts: ChangeTexts): ChangeTexts {
  const said = Object.entries(texts).filter(([, text]) => text !== undefined && text.trim() !== '')
  return Object.fromEntries(said)
}

/** Whether every field is there already, exactly so. */
function isSo({ declared }: ResourceModel, { add, alter, drop, rename }: ChangeTexts): boolean {
  if (drop !== undefined || rename !== undefined) return false
  const there = new Set(declared.map((field) => formatFields([field])))
  const has = (field: Field) => there.has(formatFields([field]))
  return parseFields(add ?? '').every(has) && parseFields(alter ?? '').every(has)
}

/** Whether that is what was done last to its fields: a field that is gone cannot go again. */
function isLast({ history }: Manifest, { spelled }: ResourceModel, said: ChangeTexts): boolean {
  const last = history.findLast((one) => isFieldsOrEnd(one, spelled))
  if (last?.run !== 'field') return false
  const bare = (text: string | undefined) => text?.trim().replaceAll(/\s+/g, ' ')
  const { drop, rename } = last
  const isSame = bare(said.drop) === drop && bare(said.rename) === rename
  const same = (mine: string | undefined, its: string | undefined) =>
    formatFields(parseFields(mine ?? '')) === (its ?? '')
  return isSame && same(said.add, last.add) && same(said.alter, last.alter)
}

/** What was done to the fields of a resource, or that one of its name was removed. */
function isFieldsOrEnd(operation: Operation, spelled: string): boolean {
  const isMeant = operation.run === 'field' || removesResource(operation)
  return isMeant && subjectOf(operation) === spelled
}

/** @throws UserError where there is nothing that has fields */
export function changeable({ resources }: Pick<Model, 'resources'>): readonly string[] {
  const names = resources.map(({ spelled }) => spelled)
  if (names.length > 0) return names
  throw new UserError('There is no resource yet, and so there are no fields.', {
    help: 'Make one first: npx plop resource',
  })
}
