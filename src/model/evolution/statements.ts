import { typeChange } from '../field-types/changes.ts'
import { identifier, shortIdentifier } from '../identifiers.ts'
import type { LinkModel } from '../relations.ts'
import type { LivingReference } from '../removal.ts'
import type { Column, Constraint, Index } from './column.ts'
import {
  atOnce,
  type BuiltIndex,
  type Statement,
  type Step,
  statement,
  step,
  together,
} from './step.ts'

export const FILLED = 'Rows that are there get it as well, without being written anew.'

/** A new column, with what hangs on it. */
export function addColumn(table: string, column: Column): Step {
  const { name, type, nullable, check, foreignKey, indexes, living } = column
  const fill = column.default ?? fillOf(column)
  const value = fill === undefined ? '' : ` default ${fill}`
  const isFilled = fill !== undefined
  const isFillOnce = isFilled && column.default === undefined
  return together(
    atOnce(
      statement(
        `alter table "${table}" add column "${name}" ${type}${nullable || !isFilled ? '' : ' not null'}${value}`,
        ...(isFilled ? [FILLED] : []),
      ),
      ...(isFillOnce
        ? [statement(`alter table "${table}" alter column "${name}" drop default`)]
        : []),
    ),
    ...[check, foreignKey].map((constraint) => addConstraint(table, constraint)),
    step({ built: indexes.map((index) => build(table, index)) }),
    atOnce(...living.flatMap((rule) => createLiving(table, rule))),
  )
}

/** Of a list that needs no item, the rows that are there can have an empty one. */
export function fillOf({ field, nullable }: Column): string | undefined {
  const isEmptyList = field.list && !nullable && field.default === undefined && !field.minItems
  return isEmptyList ? "'{}'" : undefined
}

/** It holds for new rows at once, and is then looked for in the others: by its last name. */
function addConstraint(table: string, constraint: Constraint | undefined, last = constraint): Step {
  if (constraint === undefined) return step({})
  return step({
    atOnce: [statement(`alter table "${table}" add ${constraint.definition} not valid`)],
    validated: [{ table, constraint: (last ?? constraint).name }],
  })
}

function build(table: string, { name, kind, on }: Index): BuiltIndex {
  const build = kind === 'unique index' ? 'buildUniqueIndex' : 'buildIndex'
  return { build, name, table, on }
}

export function createLiving(table: string, rule: LivingReference): Statement[] {
  const { living, idColumn, target, constraint } = rule
  return [
    statement(
      [
        `create function "${living}"() returns trigger language plpgsql as '`,
        '  begin',
        `    if exists (select from "${target.table}" where "id" = new."${idColumn}" and "deleted_at" is not null) then`,
        '      raise foreign_key_violation using',
        "        message = ''insert or update refers to what is removed'',",
        `        constraint = ''${constraint}'';`,
        '    end if;',
        '    return null;',
        "  end'",
      ].join('\n    '),
      'A foreign key takes what is removed for there, since its row is: this answers in its place.',
    ),
    statement(
      [
        `create trigger "${living}" after insert or update of "${idColumn}" on "${table}"`,
        `for each row execute function "${living}"()`,
      ].join('\n    '),
    ),
  ]
}

export function dropLiving(table: string, { living }: LivingReference): Statement[] {
  return [
    statement(`drop trigger "${living}" on "${table}"`),
    statement(`drop function "${living}"()`),
  ]
}

/** A column goes, and with it its indexes and constraints. */
export function dropColumn(table: string, { name, living }: Column, note?: string): Step {
  return atOnce(
    ...living.flatMap((rule) => dropLiving(table, rule)),
    statement(`alter table "${table}" drop column "${name}"`, ...(note ? [note] : [])),
  )
}

/** The column is there again, and empty: where it must not be, it is as with its default. */
export function restoreColumn(table: string, column: Column): Step {
  const added = addColumn(table, column)
  const [first, ...rest] = added.atOnce
  const note = 'What was in it does not come back.'
  return { ...added, atOnce: [...(first ? [{ ...first, notes: [note] }] : []), ...rest] }
}

/** The column and all that is named after it; of an index that is still to be built, nothing. */
export function renameColumn(table: string, before: Column, after: Column): Step {
  const constraints = [
    [before.check, after.check],
    [before.foreignKey, after.foreignKey],
  ] as const
  return atOnce(
    ...before.living.flatMap((rule) => dropLiving(table, rule)),
    statement(`alter table "${table}" rename column "${before.name}" to "${after.name}"`),
    ...constraints.flatMap(([from, to]) =>
      from && to
        ? [statement(`alter table "${table}" rename constraint "${from.name}" to "${to.name}"`)]
        : [],
    ),
    ...before.indexes.map(({ name }, at) =>
      statement(`alter index if exists "${name}" rename to "${after.indexes[at]?.name}"`),
    ),
    ...after.living.flatMap((rule) => createLiving(table, rule)),
  )
}

interface AlterOptions {
  /** It is the way back. */
  readonly isBack?: boolean
  /** The column by the name that it has in the end, where it is renamed after this. */
  readonly last?: Column
}

/** A column that stays, as another one. */
export function alterColumn(
  table: string,
  before: Column,
  after: Column,
  { isBack = false, last = after }: AlterOptions = {},
): Step {
  const column = `alter table "${table}" alter column "${after.name}"`
  const isOther = (from: unknown, to: unknown) => JSON.stringify(from) !== JSON.stringify(to)
  const constraints = [
    [before.check, after.check, last.check],
    [before.foreignKey, after.foreignKey, last.foreignKey],
  ] as const
  const changed = constraints.filter(([from, to]) => isOther(from, to))
  const isRetyped = before.type !== after.type
  const isDefaultOther = before.default !== after.default || isRetyped
  const gone = before.indexes.filter((one) => !after.indexes.some((it) => !isOther(one, it)))
  const fresh = last.indexes.filter((_, at) => {
    const index = after.indexes[at]
    return !before.indexes.some((it) => !isOther(index, it))
  })
  // What takes its place is built first, unless every row is written anew anyway.
  const isReplaced = fresh.length > 0 && !isRetyped && last === after
  return together(
    atOnce(
      ...(isReplaced ? [] : gone.map(({ name }) => statement(`drop index if exists "${name}"`))),
      ...changed.flatMap(([from]) =>
        from ? [statement(`alter table "${table}" drop constraint "${from.name}"`)] : [],
      ),
      ...(isRetyped ? retype(table, before, after, isBack) : []),
      ...(isDefaultOther && after.default !== undefined
        ? [statement(`${column} set default ${after.default}`)]
        : []),
      ...(isDefaultOther && !isRetyped && after.default === undefined
        ? [statement(`${column} drop default`)]
        : []),
      ...(!before.nullable && after.nullable ? [freeColumn(table, after)] : []),
    ),
    before.nullable && !after.nullable
      ? requireColumn(table, last, requiredName(table, after))
      : step({}),
    ...changed.map(([, to, end]) => addConstraint(table, to, end)),
    step({
      built: fresh.map((index) => build(table, index)),
      replaced: isReplaced ? gone.map(({ name }) => name) : [],
    }),
  )
}

function retype(table: string, before: Column, after: Column, isBack: boolean): Statement[] {
  const column = `alter table "${table}" alter column "${after.name}"`
  const quoted = `"${after.name}"`
  const known = isBack
    ? typeChange(after.field, before.field)
    : typeChange(before.field, after.field)
  const own = typeChange(before.field, after.field)
  const isText = after.type.startsWith('varchar') || after.type === 'text'
  const wasText = before.type.startsWith('varchar') || before.type === 'text'
  // Back again, what does not fit is not cut off: it fails, and nothing is changed.
  const isPlain = isText && wasText && (isBack || own?.loss === undefined)
  const value = own?.using?.(quoted) ?? `${quoted}::${after.type}`
  return [
    ...(before.default === undefined ? [] : [statement(`${column} drop default`)]),
    statement(
      isPlain ? `${column} type ${after.type}` : `${column} type ${after.type} using ${value}`,
      ...(known?.rewrites && !isPlain
        ? ['Nobody can use the table while its rows are written anew.']
        : []),
    ),
  ]
}

/** It must be there from now on: where there is a default, the rows that have none get it. */
function requireColumn(table: string, column: Column, check: string): Step {
  const fill = column.default ?? fillOf(column)
  return step({
    required: [
      {
        notes: fill === undefined ? ['Stops where a row has none: give it one first.'] : [],
        table,
        column: column.name,
        check,
        fill: fill === undefined ? [] : [fill],
      },
    ],
  })
}

/** It need not be there; what required it may have stopped half-way. */
function freeColumn(table: string, column: Column): Statement {
  return statement(
    [
      `alter table "${table}" alter column "${column.name}" drop not null,`,
      `  drop constraint if exists "${requiredName(table, column)}"`,
    ].join('\n    '),
  )
}

function requiredName(table: string, { name }: Column): string {
  return identifier(table, name, 'required')
}

/** The table of links between two resources. */
export function createLinks(link: LinkModel): Step {
  const { table, ownColumn, otherColumn, ownerDefinitions, indexMiddle } = link
  return atOnce(
    statement(
      [
        `create table "${table}" (`,
        `  "${ownColumn}" uuid not null,`,
        `  "${otherColumn}" uuid not null,`,
        ...ownerDefinitions.map((definition) => `  ${definition},`),
        `  primary key ("${ownColumn}", ${indexMiddle}"${otherColumn}"),`,
        `  ${link.ownConstraint},`,
        `  ${link.otherConstraint}`,
        ')',
      ].join('\n    '),
    ),
    statement(
      `create index "${link.index}" on "${table}" ("${otherColumn}", ${indexMiddle}"${ownColumn}")`,
    ),
  )
}

export function dropLinks({ table }: LinkModel, note?: string): Step {
  return atOnce(statement(`drop table "${table}"`, ...(note ? [note] : [])))
}

/** The table of links, with its keys and its index. */
export function renameLinks(before: LinkModel, after: LinkModel): Step {
  const keys = [before.ownColumn, before.otherColumn].map((column) =>
    [before.table, after.table].map((table) => shortIdentifier(`${table}_${column}_fkey`)),
  )
  const primary = [linksKey(before), linksKey(after)]
  const table = after.table
  return atOnce(
    statement(`alter table "${before.table}" rename to "${table}"`),
    ...[primary, ...keys].map(([from, to]) =>
      statement(`alter table "${table}" rename constraint "${from}" to "${to}"`),
    ),
    statement(`alter index "${before.index}" rename to "${after.index}"`),
  )
}

/** The primary key of a table of links, as PostgreSQL calls it, cutting off what is too long. */
export function linksKey({ table }: Pick<LinkModel, 'table'>): string {
  return `${table.slice(0, 58)}_pkey`
}

/** Every name that a column brings with it. */
export function namesOf({ check, foreignKey, indexes }: Column): string[] {
  const constraints = [check, foreignKey].flatMap((one) => one?.name ?? [])
  return [...constraints, ...indexes.map(({ name }) => name)]
}
