import type { Constraint, Index } from '../evolution/column.ts'
import { createLiving, dropLiving, FILLED, linksKey } from '../evolution/statements.ts'
import { type Statement, statement } from '../evolution/step.ts'
import { inSql } from '../field-types/field-type.ts'
import type { LinkModel } from '../relations.ts'
import { linkShape, type Shape } from './shape.ts'

/** One resource before and after. */
export interface Reshaping {
  readonly before: Shape
  readonly after: Shape
}

/** Who owns the rows that are there: somebody who was named, or, on the way back, nobody knows. */
export type NewOwner = { readonly id: string } | 'forgotten'

const READS =
  'Reads every row while nobody can write to the table: on a large one, choose a quiet hour.'
const BUILDS =
  'Who writes to the table waits until it is built: on a large one, choose a quiet hour.'

/** Nobody's. */
const NOBODY = '00000000-0000-0000-0000-000000000000'

/**
 * The statements that make the tables after of those before: first the rows, while every rule is there;
 * then goes what is to be another, then come the columns, and at last what is made of them.
 *
 * @param own the resource whose options change
 * @param others those that refer to it
 */
export function reshape(
  own: Reshaping,
  others: readonly Reshaping[],
  owner: NewOwner,
): readonly Statement[] {
  const all = [own, ...others]
  return notedOnce([
    ...removeKept(own, all),
    ...all.toReversed().flatMap(dropOther),
    ...ownerColumn(own, all, owner),
    ...all.flatMap((one) => linkOwnerColumns(one, own, owner)),
    ...removalColumn(own),
    ...all.flatMap(makeOther),
  ])
}

/** What holds for many of them is said above the first. */
function notedOnce(statements: readonly Statement[]): readonly Statement[] {
  const said = new Set<string>()
  return statements.map(({ sql, notes }) => {
    const fresh = notes.filter((note) => !said.has(note))
    for (const note of notes) said.add(note)
    return { sql, notes: fresh }
  })
}

/** What was removed and is still there goes for good, where nothing would hide it any more. */
function removeKept({ before, after }: Reshaping, all: readonly Reshaping[]): Statement[] {
  if (!before.isKept || after.isKept) return []
  const { table } = before
  const removed = `select "id" from "${table}" where "deleted_at" is not null`
  const referring = all.flatMap((one) =>
    one.before.references
      .filter(({ target, nullable }) => target.file === before.file && nullable === 'true')
      .map(({ idColumn }) => ({ table: one.before.table, column: idColumn })),
  )
  return [
    ...referring.map((one) =>
      statement(
        `update "${one.table}" set "${one.column}" = null where "${one.column}" in (${removed})`,
        'What was removed has been shown as null already.',
      ),
    ),
    statement(
      `delete from "${table}" where "deleted_at" is not null`,
      'What was removed goes for good: else it would be there again.',
    ),
  ]
}

function dropOther({ before, after }: Reshaping): Statement[] {
  const { table } = before
  return [
    ...before.columns.flatMap((column, at) => {
      const next = after.columns[at]
      const isLiving = (name: string) => next?.living.some(({ living }) => living === name)
      return [
        ...column.living
          .filter(({ living }) => !isLiving(living))
          .flatMap((rule) => dropLiving(table, rule)),
        ...dropConstraint(table, column.foreignKey, next?.foreignKey),
        ...dropIndexes(column.indexes, next?.indexes ?? []),
      ]
    }),
    ...dropIndexes([before.newest], [after.newest]),
    ...pairsOf(before, after).flatMap(([from, to]) => dropOfLinks(from, to)),
  ]
}

function dropOfLinks(from: LinkModel, to: LinkModel): Statement[] {
  const [was, is] = [linkShape(from), linkShape(to)]
  const isOther = was.primaryKey !== is.primaryKey
  return [
    ...was.foreignKeys.flatMap((key, at) => dropConstraint(from.table, key, is.foreignKeys[at])),
    ...(isOther
      ? [statement(`alter table "${from.table}" drop constraint "${linksKey(from)}"`)]
      : []),
    ...dropIndexes([was.index], [is.index]),
  ]
}

/** Of whose the rows are: the column comes, with what foreign keys refer to, or it goes. */
function ownerColumn(own: Reshaping, all: readonly Reshaping[], owner: NewOwner): Statement[] {
  const { before, after } = own
  const { table } = after
  if (before.isOwned === after.isOwned) return []
  if (before.isOwned) {
    return [
      statement(
        `alter table "${table}" drop column "owner_id"`,
        'Who owns what is in it is lost: nobody can tell later.',
      ),
    ]
  }
  return [
    ...(owner === 'forgotten' ? forgottenOwners(own, all) : givenOwner(table, owner)),
    ...addConstraint(table, after.ownerKey),
  ]
}

function givenOwner(table: string, owner: { readonly id: string }): Statement[] {
  const id = inSql(owner.id)
  return [
    statement(`alter table "${table}" add column "owner_id" uuid not null default ${id}`, FILLED),
    statement(`alter table "${table}" alter column "owner_id" drop default`),
  ]
}

/** What somebody owns that leads to a row tells whose that was; of the others, nothing does. */
function forgottenOwners({ after }: Reshaping, all: readonly Reshaping[]): Statement[] {
  const { table, file } = after
  const tellers = all.flatMap((one) => {
    const { references, table: from, isOwned } = one.after
    const isOther = one.after.file !== file
    const keys = isOwned && isOther ? references.filter(({ target }) => target.file === file) : []
    // A table of links has kept its owner where the other end has one.
    const kept = pairsOf(one.before, one.after).flatMap(([was, link]) => {
      if (was.ownerColumns.length === 0) return []
      const columns = [
        ...(isOther ? [] : [link.ownColumn]),
        ...(link.target.file === file ? [link.otherColumn] : []),
      ]
      return columns.map((column) => ({ from: link.table, column }))
    })
    return [...keys.map(({ idColumn }) => ({ from, column: idColumn })), ...kept]
  })
  return [
    statement(
      `alter table "${table}" add column "owner_id" uuid`,
      'Who owned what does not come back. What leads to a row tells whose that was, and what nothing',
      'tells of belongs to nobody, and nobody sees it, until you say whose it is.',
    ),
    ...tellers.map(({ from, column }) =>
      statement(
        `update "${table}" set "owner_id" = "${from}"."owner_id" from "${from}" where "${from}"."${column}" = "${table}"."id"`,
      ),
    ),
    statement(`update "${table}" set "owner_id" = '${NOBODY}' where "owner_id" is null`),
    statement(`alter table "${table}" alter column "owner_id" set not null`, READS),
  ]
}

function linkOwnerColumns(one: Reshaping, own: Reshaping, owner: NewOwner): Statement[] {
  return pairsOf(one.before, one.after).flatMap(([from, to]) => {
    const [was, is] = [linkShape(from).isOwned, linkShape(to).isOwned]
    if (was === is) return []
    const { table } = to
    if (was) return [statement(`alter table "${table}" drop column "owner_id"`)]
    if (owner !== 'forgotten') return givenOwner(table, owner)
    const column = one.after.file === own.after.file ? to.ownColumn : to.otherColumn
    const parent = own.after.table
    return [
      statement(`alter table "${table}" add column "owner_id" uuid`),
      statement(
        `update "${table}" set "owner_id" = "${parent}"."owner_id" from "${parent}" where "${parent}"."id" = "${table}"."${column}"`,
      ),
      statement(`alter table "${table}" alter column "owner_id" set not null`),
    ]
  })
}

function removalColumn({ before, after }: Reshaping): Statement[] {
  if (before.isKept === after.isKept) return []
  const table = `alter table "${after.table}"`
  return [
    after.isKept
      ? statement(`${table} add column "deleted_at" timestamptz(3)`)
      : statement(`${table} drop column "deleted_at"`),
  ]
}

function makeOther({ before, after }: Reshaping): Statement[] {
  const { table } = after
  return [
    ...makeIndexes(table, [before.newest], [after.newest]),
    ...pairsOf(before, after).flatMap(([from, to]) => makeOfLinks(from, to)),
    ...after.columns.flatMap((column, at) => {
      const was = before.columns[at]
      const wasLiving = (name: string) => was?.living.some(({ living }) => living === name)
      return [
        ...makeConstraint(table, was?.foreignKey, column.foreignKey),
        ...makeIndexes(table, was?.indexes ?? [], column.indexes),
        ...column.living
          .filter(({ living }) => !wasLiving(living))
          .flatMap((rule) => createLiving(table, rule)),
      ]
    }),
  ]
}

function makeOfLinks(from: LinkModel, to: LinkModel): Statement[] {
  const [was, is] = [linkShape(from), linkShape(to)]
  const { table } = to
  const isOther = was.primaryKey !== is.primaryKey
  const primary = `constraint "${linksKey(to)}" primary key ${is.primaryKey}`
  return [
    ...(isOther ? [statement(`alter table "${table}" add ${primary}`, READS)] : []),
    ...is.foreignKeys.flatMap((key, at) => makeConstraint(table, was.foreignKeys[at], key)),
    ...makeIndexes(table, [was.index], [is.index]),
  ]
}

/** The links before and after; the fields are the same. */
function pairsOf(before: Shape, after: Shape): readonly (readonly [LinkModel, LinkModel])[] {
  return before.links.map((link, at) => [link, after.links[at] as LinkModel] as const)
}

function dropConstraint(table: string, was?: Constraint, is?: Constraint): Statement[] {
  if (was === undefined || was.definition === is?.definition) return []
  return [statement(`alter table "${table}" drop constraint "${was.name}"`)]
}

function addConstraint(table: string, constraint: Constraint | undefined): Statement[] {
  if (constraint === undefined) return []
  return [statement(`alter table "${table}" add ${constraint.definition}`, READS)]
}

function makeConstraint(table: string, was?: Constraint, is?: Constraint): Statement[] {
  return is?.definition === was?.definition ? [] : addConstraint(table, is)
}

const isAmong = (others: readonly Index[], { name, kind, on }: Index) =>
  others.some((other) => other.name === name && other.kind === kind && other.on === on)

function dropIndexes(was: readonly Index[], is: readonly Index[]): Statement[] {
  return was
    .filter((index) => !isAmong(is, index))
    .map(({ name }) => statement(`drop index "${name}"`))
}

function makeIndexes(table: string, was: readonly Index[], is: readonly Index[]): Statement[] {
  return is
    .filter((index) => !isAmong(was, index))
    .map(({ name, kind, on }) => statement(`create ${kind} "${name}" on "${table}" ${on}`, BUILDS))
}
