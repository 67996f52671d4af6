import { UserError } from '../../src/errors.ts'
import type { Manifest, SliceOperation } from '../../src/manifest/manifest.ts'
import { nextStamp } from '../../src/manifest/stamp.ts'
import { tagDescription } from '../../src/model/description.ts'
import { formatFields, parseFields } from '../../src/model/fields.ts'
import { foldModel } from '../../src/model/model.ts'
import { type ResourceNames, resourceNames } from '../../src/model/names.ts'
import type { Part } from '../../src/model/parts.ts'
import { growSlice, type ResourceModel, sliceNamed } from '../../src/model/slices.ts'
import {
  accessTaken,
  descriptionTaken,
  guardTaken,
  isSame,
  nameTaken,
  optionsToKeep,
  pluralToKeep,
  removalTaken,
  takenBy,
  versionTaken,
} from '../resource/plan.ts'

export interface PartAnswers {
  /** In any spelling. */
  readonly name: string
  /** Where it is not as in English. */
  readonly plural?: string
  /** Only where nothing of that name is there yet. */
  readonly fields?: string
  readonly access?: string
  readonly guard?: string
  readonly softDelete?: boolean
  readonly description?: string
  readonly apiVersion?: number
}

/** The slice of that name, as far as it is there. */
export function sliceOf(
  manifest: Manifest,
  { name, plural }: Pick<PartAnswers, 'name' | 'plural'>,
): ResourceModel | undefined {
  return sliceNamed(foldModel(manifest).resources, name, plural)
}

/**
 * The operation that adds a part to a slice, or begins one with it; `undefined` where the slice has
 * it already.
 *
 * @throws UserError for a name or fields that are refused, and for a part that needs another first
 */
export function partOperation(
  manifest: Manifest,
  part: Part,
  answers: PartAnswers,
  now: Date,
): SliceOperation | undefined {
  const { resources, standing } = foldModel(manifest)
  const slice = sliceOf(manifest, answers)
  const names = slice ?? resourceNames(answers.name, answers.plural)
  const taken = takenBy(manifest, names)
  const wanted = answers.fields === undefined ? undefined : checkedFields(answers.fields)
  const differs = wanted !== undefined && taken !== undefined && taken.fields !== wanted
  if (taken !== undefined && (!isSame(taken, names) || differs)) throw nameTaken(taken, names)
  const kept = optionsToKeep(answers)
  if (slice?.parts.includes(part)) {
    if (taken && answers.access !== undefined && slice.accessWord !== (kept.access ?? 'public')) {
      throw accessTaken(taken)
    }
    if (taken && answers.guard !== undefined && slice.guardWord !== (kept.guard ?? null)) {
      throw guardTaken(taken)
    }
    if (taken && answers.softDelete && !slice.softDelete) throw removalTaken(taken)
    const described = kept.description && tagDescription(slice, kept.description)
    if (taken && described && described !== slice.description) throw descriptionTaken(taken)
    if (taken && (answers.apiVersion ?? slice.apiVersion) !== slice.apiVersion) {
      throw versionTaken(taken)
    }
    return undefined
  }

  // The manifest says nothing for everyone, so the fold cannot tell that it was said.
  const isOpened = answers.access !== undefined && kept.access === undefined
  if (taken && isOpened && taken.slice.accessWord !== 'public') throw accessTaken(taken)

  const fields = taken?.fields ?? wanted
  const operation = {
    at: nextStamp(manifest.history, now),
    name: names.spelled,
    ...pluralToKeep(names),
    ...operationOf(part, fields, slice === undefined),
    ...kept,
  }
  // What is needed first is said before what is missing here.
  growSlice(resources, operation, undefined, standing)
  if (part !== 'controller' && fields === undefined) throw noFields(part, names)
  return operation
}

function operationOf(part: Part, fields: string | undefined, isNew: boolean) {
  if (part === 'repository') return { run: part, fields: fields ?? '' }
  if (part === 'service' && isNew && fields !== undefined) return { run: part, fields }
  return { run: part }
}

function checkedFields(typed: string): string {
  const fields = parseFields(typed)
  if (fields.length > 0) return formatFields(fields)
  throw new UserError('At least one field is needed.', {
    help: 'For instance: --fields "title:string(200)"',
  })
}

/** There is nothing of that name, and so nothing that has fields. */
export function noFields(part: Part, { spelled }: ResourceNames): UserError {
  const alone = `npx plop ${part} ${spelled} -- --fields "title:string(200)"`
  return new UserError(
    `There is nothing called ${spelled} yet, so a ${part} of it needs its fields.`,
    {
      help:
        part === 'service'
          ? `For one that keeps nothing: ${alone}\nFor one that does: npx plop repository ${spelled} -- --fields "title:string(200)", and then this again.`
          : `For instance: ${alone}`,
    },
  )
}
