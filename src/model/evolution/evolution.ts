import { UserError } from '../../errors.ts'
import { type FieldOperation, subjectOf } from '../../manifest/manifest.ts'
import { stampTime } from '../../manifest/stamp.ts'
import { changedSlice, type FormerName, keptPaths, knownAs } from '../changed-slice.ts'
import { refuseTakenNames } from '../database-names.ts'
import type { Field } from '../field.ts'
import { checkFieldRules } from '../field-audience.ts'
import { typeChange } from '../field-types/changes.ts'
import { formatFields } from '../fields.ts'
import type { MigrationModel } from '../migrations.ts'
import { nearest } from '../nearest.ts'
import { shown } from '../shown.ts'
import { fieldModels, type ResourceModel, sliceNamed } from '../slices.ts'
import { dayOf } from '../versions.ts'
import { type ChangeTexts, type FieldChanges, readChanges } from './changes.ts'
import { type Column, columnOf, type FieldModels } from './column.ts'
import { refuseAdded, refuseDependents } from './refusals.ts'
import {
  addColumn,
  alterColumn,
  createLinks,
  dropColumn,
  dropLinks,
  renameColumn,
  renameLinks,
  restoreColumn,
} from './statements.ts'
import { callsOf, functionsOf, type MigrationFunction, together } from './step.ts'

/** A migration that changes the columns of a table, as its template sees it. */
export interface EvolutionModel {
  readonly at: string
  /** The folder below `templates/operations/` that it brings. */
  readonly folder: string
  /** `change_articles`: part of the file's name. */
  readonly migration: string
  /** What it calls of the project's own: a list of one, or of nothing. */
  readonly imports: readonly string[]
  readonly functions: readonly MigrationFunction[]
}

/** What an operation on fields amounts to. */
export interface Evolution {
  readonly slice: ResourceModel
  readonly changes: FieldChanges
  /** None where no column changes. */
  readonly migration: EvolutionModel | undefined
  /** What is lost of the rows that are there: the change has to be allowed. */
  readonly losses: readonly string[]
  /** What to think of before it is applied. */
  readonly warnings: readonly string[]
}

/** Whether some of a migration comes after its transaction. */
export function goesOn({ migration }: Pick<Evolution, 'migration'>): boolean {
  return migration?.functions.some(({ name }) => name === 'afterUp') ?? false
}

/** The project that an operation finds. */
export interface Found {
  readonly slices: readonly ResourceModel[]
  readonly migrations: readonly MigrationModel[]
}

/**
 * The slice after an operation on its fields, and the migration that the operation brings.
 *
 * @throws UserError for whatever refuses it
 */
export function evolve({ slices, migrations }: Found, operation: FieldOperation): Evolution {
  const there = sliceToChange(slices, subjectOf(operation))
  const changes = readChanges(there, operation)
  const isStored = there.parts.includes('repository')
  refuseVersions(there, changes, operation)
  if (isStored) refuseDependents(there, changes, migrations, operation.drop ?? '')
  const former = formerNames(changes)
  checkTyped(there, operation, slices)
  const slice = changedSlice(there, changes.steps[4], slices, former)
  checkFieldRules(slice)
  if (!isStored) return { slice, changes, migration: undefined, losses: [], warnings: [] }
  const steps = stepsOf(there, changes, slices, former)
  refuseTakenNames(slice, slices, migrations)
  refuseAdded(slice, changes, steps.added, migrations, operation.add ?? '')
  const functions = functionsFor(there, steps)
  const calls = callsOf(functions)
  const migration = {
    at: operation.at,
    folder: 'fields',
    migration: `change_${there.table}`,
    imports: calls.length > 0 ? [calls.join(', ')] : [],
    functions,
  }
  return {
    slice,
    changes,
    migration: functions.length > 0 ? migration : undefined,
    losses: lossesOf(changes),
    warnings: warningsOf(there, changes, steps),
  }
}

/** @throws UserError where there is none of that name */
export function sliceToChange(slices: readonly ResourceModel[], name: string): ResourceModel {
  const found = sliceNamed(slices, name)
  if (found) return found
  const names = slices.map(({ spelled }) => spelled)
  const meant = nearest(name, names)
  const known =
    names.length > 0 ? `There are ${names.join(', ')}.` : `Make it first: npx plop resource`
  throw new UserError(`There is no resource ${shown(name, 40)}.`, {
    help: meant ? `Did you mean ${meant}?` : known,
  })
}

/** What is wrong with new fields is pointed at in what was typed, and not in the whole list. */
function checkTyped(
  there: ResourceModel,
  { add, alter }: ChangeTexts,
  slices: readonly ResourceModel[],
): void {
  for (const text of [add, alter]) {
    if (text !== undefined) fieldModels(text, knownAs(there), slices)
  }
}

function formerNames({ renamed, steps }: FieldChanges): FormerName {
  const names = new Map(steps[1].map(({ name }) => [name, name]))
  for (const { before, after } of renamed) {
    names.delete(before.name)
    names.set(after.name, before.name)
  }
  return (name) => names.get(name)
}

/** The columns and links before and after each change. */
interface Steps {
  readonly dropped: readonly Placed[]
  readonly renamed: readonly (readonly [Placed, Placed])[]
  readonly altered: readonly (readonly [Column, Column])[]
  readonly added: readonly Placed[]
}

/** A column, or the links of a field that has several. */
type Placed = { readonly column: Column } | { readonly link: FieldModels['links'][number] }

function stepsOf(
  there: ResourceModel,
  { dropped, renamed, altered, added, steps }: FieldChanges,
  slices: readonly ResourceModel[],
  former: FormerName,
): Steps {
  const known = knownAs(there)
  const modelsOf = (fields: readonly Field[]): FieldModels & { fields: readonly Field[] } => {
    const kept = keptPaths(there, fields, former)
    return { ...fieldModels(formatFields(fields), known, slices, kept), fields }
  }
  const [start, left, called, changed, end] = steps.map(modelsOf) as [M, M, M, M, M]
  type M = ReturnType<typeof modelsOf>
  const placed = (field: Field, at: M): Placed => {
    const link = at.links.find(({ name }) => name === field.name)
    if (link) return { link }
    const declared = at.declared[at.fields.indexOf(field)] as Field
    return { column: columnOf(declared, at, there) }
  }
  const columns = altered.filter(({ after }) => after.type !== 'many')
  const columnAt = (field: Field, at: M) => (placed(field, at) as { column: Column }).column
  return {
    dropped: dropped.map((field) => placed(field, start)),
    renamed: renamed.map(({ before, after }) => [placed(before, left), placed(after, called)]),
    altered: columns.map(({ before, after }) => [
      columnAt(before, called),
      columnAt(after, changed),
    ]),
    added: added.map((field) => placed(field, end)),
  }
}

function functionsFor({ table }: ResourceModel, { dropped, renamed, altered, added }: Steps) {
  const create = (it: Placed) => ('link' in it ? createLinks(it.link) : addColumn(table, it.column))
  const restore = (it: Placed) =>
    'link' in it ? createLinks(it.link) : restoreColumn(table, it.column)
  const drop = (it: Placed, note?: string) =>
    'link' in it ? dropLinks(it.link, note) : dropColumn(table, it.column, note)
  const rename = (from: Placed, to: Placed) => {
    if ('link' in from && 'link' in to) return renameLinks(from.link, to.link)
    if ('column' in from && 'column' in to) return renameColumn(table, from.column, to.column)
    throw new Error('a column and a table of links cannot be renamed to each other')
  }
  const there = [
    ...dropped.map((it) => drop(it, 'What is in it is lost.')),
    ...renamed.map(([from, to]) => rename(from, to)),
    ...altered.map(([from, to]) => alterColumn(table, from, to)),
    ...added.map(create),
  ]
  const back = [
    ...added.toReversed().map((it) => drop(it)),
    ...altered.toReversed().map(([from, to]) => {
      const last = formerly(from, renamed)
      return alterColumn(table, to, from, { isBack: true, last })
    }),
    ...renamed.toReversed().map(([from, to]) => rename(to, from)),
    ...dropped.toReversed().map(restore),
  ]
  return [...functionsOf('up', together(...there)), ...functionsOf('down', together(...back))]
}

/** The column by the name that it had before all. */
function formerly(column: Column, renamed: Steps['renamed']): Column {
  for (const [from, to] of renamed) {
    if ('column' in from && 'column' in to && to.column.name === column.name) return from.column
  }
  return column
}

function lossesOf({ dropped, altered }: FieldChanges): string[] {
  return [
    ...dropped.map(({ name, type }) =>
      type === 'many' ? `${name}: its links are gone` : `${name}: what is in it is gone`,
    ),
    ...altered.flatMap(({ before, after }) => {
      const loss = after.type === 'many' ? undefined : typeChange(before, after)?.loss
      return loss === undefined ? [] : [`${after.name}: ${loss}`]
    }),
  ]
}

function warningsOf(
  { table }: ResourceModel,
  { dropped, renamed, altered }: FieldChanges,
  steps: Steps,
): string[] {
  const gone = [...dropped, ...renamed.map(({ before }) => before)].map(({ name }) => name)
  const rewritten = altered.flatMap(({ before, after }) =>
    after.type !== 'many' && typeChange(before, after)?.rewrites ? [after.name] : [],
  )
  const fails = altered.flatMap(({ before, after }) => {
    const change = after.type === 'many' ? undefined : typeChange(before, after)
    return change?.fails === undefined ? [] : [`where ${change.fails} (${after.name})`]
  })
  const checked = steps.altered.flatMap(([from, to]) => [
    ...(from.nullable && !to.nullable && to.default === undefined && !to.field.list
      ? [`where a row has no ${to.field.name}`]
      : []),
    ...(to.check && from.check?.definition !== to.check.definition
      ? [`where a row breaks what ${to.field.name} has to be`]
      : []),
    ...(to.field.unique && !from.field.unique
      ? [`where two rows have the same ${to.field.name}`]
      : []),
  ])
  return [
    ...(gone.length > 0
      ? [
          `The version that runs now asks ${table} for ${gone.join(' and ')}: from the migration until the new version has started, it fails.`,
        ]
      : []),
    ...(rewritten.length > 0
      ? [
          `Nobody can use ${table} while its rows are written anew, for ${rewritten.join(' and ')}: where it is large, choose a quiet hour, or add a field beside.`,
        ]
      : []),
    ...(fails.length > 0
      ? [
          `The migration fails, and changes nothing, ${fails.join(', or ')}: correct such rows first.`,
        ]
      : []),
    ...(checked.length > 0
      ? [
          `The migration stops half-way ${checked.join(', or ')}: correct such rows first${gone.length > 0 ? ', or the version that runs now fails until they are' : ''}.`,
        ]
      : []),
  ]
}

/** @throws UserError for what would break a version of the API that is still served */
function refuseVersions(
  { spelled, versions }: ResourceModel,
  { dropped, renamed, altered }: FieldChanges,
  { at }: FieldOperation,
): void {
  const today = dayOf(new Date(stampTime(at) ?? 0))
  const open = versions.find(({ until }) => until >= today)
  if (open === undefined) return
  const retyped = altered.filter(({ before, after }) => before.type !== after.type)
  const broken = [
    ...dropped,
    ...renamed.map(({ before }) => before),
    ...retyped.map((it) => it.before),
  ]
  const [first] = broken
  if (first === undefined) return
  throw new UserError(
    `Version ${open.number - 1} of ${spelled} has ${first.name}, and is served until ${open.until}.`,
    {
      help: `Add beside it what the new version needs, and let ${first.name} go or change after that day.`,
    },
  )
}
