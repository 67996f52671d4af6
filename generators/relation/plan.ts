import { UserError, usageError } from '../../src/errors.ts'
import type { FieldOperation, Manifest, Operation } from '../../src/manifest/manifest.ts'
import type { Notice } from '../../src/merge/plan.ts'
import { sliceToChange } from '../../src/model/evolution/evolution.ts'
import type { Field, OnDelete } from '../../src/model/field.ts'
import { formatFields, parseFields } from '../../src/model/fields.ts'
import { foldModel } from '../../src/model/model.ts'
import { nearest } from '../../src/model/nearest.ts'
import { shown } from '../../src/model/shown.ts'
import { fieldNotices, fieldOperation } from '../field/plan.ts'

export const kinds = ['many-to-one', 'one-to-one', 'many-to-many'] as const
export type Kind = (typeof kinds)[number]

export interface RelationAnswers {
  /** In any spelling. */
  readonly from: string
  readonly to: string
  readonly kind: Kind
  /** What it is called, where it is not called as what it leads to. */
  readonly field?: string
  readonly onDelete?: OnDelete
  /** It may not be null. */
  readonly required?: boolean
}

/**
 * Reads what `--kind` says.
 *
 * @throws UserError for what is no kind of a relation, with what was probably meant
 */
export function parseKind(typed: string, { from, to }: Pick<RelationAnswers, 'from' | 'to'>): Kind {
  const kind = kinds.find((one) => one === typed)
  if (kind !== undefined) return kind
  if (typed === 'one-to-many' || typed === 'has-many') {
    throw usageError(`${typed} is many-to-one, seen from the other side.`, {
      help: `The field is with those of which there are many: npx plop relation ${to} ${from}`,
    })
  }
  const meant = typed === 'belongs-to' ? 'many-to-one' : nearest(typed, kinds)
  throw usageError(`"${shown(typed)}" is no kind of a relation.`, {
    help: `${meant ? `Did you mean ${meant}? ` : ''}Possible: ${kinds.join(', ')}.`,
  })
}

/**
 * The operation that adds the relation, which is that of its field; `undefined` where it is there.
 *
 * @throws UserError for whatever refuses it
 */
export function relationOperation(
  manifest: Manifest,
  answers: RelationAnswers,
  now: Date,
): FieldOperation | undefined {
  const add = relationField(manifest, answers)
  try {
    return fieldOperation(manifest, { name: answers.from, add }, now)
  } catch (error) {
    if (!(error instanceof UserError) || !answers.required) throw error
    if (!isTakenWithoutIt(manifest, answers)) throw error
    throw new UserError(error.message, {
      help: [
        'Leave --required out: then it may be null.',
        `To have it required in the end: leave --required out, give every ${answers.from} that is there its own, and take the ? away: npx plop field ${answers.from} -- --alter "${add}"`,
      ].join('\n'),
      cause: error,
    })
  }
}

/** Whether it would be taken if it could be null. */
function isTakenWithoutIt(manifest: Manifest, answers: RelationAnswers): boolean {
  try {
    const { required: _, ...open } = answers
    const add = relationField(manifest, open)
    fieldOperation(manifest, { name: answers.from, add }, new Date(0))
    return true
  } catch (error) {
    if (error instanceof UserError) return false
    throw error
  }
}

/**
 * The field that the relation is, in the field language: `author:ref(user)?:cascade`.
 *
 * @throws UserError for resources that are not there, and for what a join table has no room for
 */
export function relationField(manifest: Manifest, answers: RelationAnswers): string {
  const { kind, onDelete, required } = answers
  const { resources } = foldModel(manifest)
  const target = sliceToChange(resources, answers.to)
  const name = answers.field ?? defaultName(manifest, answers)
  if (kind === 'many-to-many') {
    const given = onDelete === undefined ? required && '--required' : '--on-delete'
    if (given) {
      throw usageError(`${given} is not for many-to-many.`, {
        help: 'The rows of a join table go with either side, and there may be none: leave it out.',
      })
    }
    return `${name}:many(${target.spelled})`
  }
  const unique = kind === 'one-to-one' ? ':unique' : ''
  const rule = onDelete === undefined || onDelete === 'restrict' ? '' : `:${onDelete}`
  return `${name}:ref(${target.spelled})${required ? '' : '?'}${unique}${rule}`
}

/** What the field is called where nothing else is said. */
export function defaultName(
  manifest: Manifest,
  { from, to, kind }: Pick<RelationAnswers, 'from' | 'to' | 'kind'>,
): string {
  const { resources } = foldModel(manifest)
  const [own, target] = [sliceToChange(resources, from), sliceToChange(resources, to)]
  const isSelf = own.file === target.file
  if (kind === 'many-to-many') return isSelf ? 'related' : target.resources
  return isSelf ? 'parent' : target.resource
}

/** What to think of before the migration is applied, and how it becomes required. */
export function relationNotices(manifest: Manifest, operation: Operation): readonly Notice[] {
  const notices = fieldNotices(manifest, operation)
  if (operation.run !== 'field') return notices
  const { spelled, parts, humans } = sliceToChange(
    foldModel(manifest).resources,
    operation.resource,
  )
  const [field] = parseFields(operation.add ?? '')
  if (!field || !canBeRequired(field, spelled) || !parts.includes('repository')) return notices
  const required = formatFields([{ ...field, nullable: false }])
  const message = `The ${humans} that are there have no ${field.name} yet, so it may be null. Once every one has it: npx plop field ${spelled} -- --alter "${required}"`
  return [...notices, { code: 'nullable', message }]
}

/** The first of its own kind has no other, and what becomes empty has to be able to be. */
function canBeRequired({ type, nullable, target, onDelete }: Field, own: string): boolean {
  return type === 'ref' && nullable && target !== own && onDelete !== 'setnull'
}
