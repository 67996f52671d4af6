import { typeChange } from '../field-types/changes.ts'
import { shortIdentifier } from '../identifiers.ts'
import type { LinkModel } from '../relations.ts'
import type { LivingReference } from '../removal.ts'
import type { Column, Constraint, Index } from './column.ts'

/** One statement of a migration. */
export interface Statement {
  /** What is said above it. */
  readonly notes: readonly string[]
  /** As it stands in a template literal, from its second line on indented. */
  readonly sql: string
}

function statement(sql: string, ...notes: readonly string[]): Statement {
  return { sql, notes }
}

const FILLED = 'Rows that are there get it as well, without being written anew.'
const READS =
  'Reads every row while nobody can write to the table: on a large one, choose a quiet hour.'
const BUILDS = [
  'Who writes to the table waits until it is built. On a large table, build it beforehand, with',
  '`concurrently` and the same name: this then finds it.',
]

/** A new column, with what hangs on it. */
export function addColumn(table: string, column: Column): readonly Statement[] {
  const { name, type, nullable } = column
  const fill = column.default ?? fillOf(column)
  const value = fill === undefined ? '' : ` default ${fill}`
  const isFilled = fill !== undefined
  return [
    statement(
      `alter table "${table}" add column "${name}" ${type}${nullable || !isFilled ? '' : ' not null'}${value}`,
      ...(isFilled ? [FILLED] : []),
    ),
    ...(isFilled && column.default === undefined
      ? [statement(`alter table "${table}" alter column "${name}" drop default`)]
      : []),
    ...hanging(table, column),
  ]
}

/** Of a list that needs no item, the rows that are there can have an empty one. */
export function fillOf({ field, nullable }: Column): string | undefined {
  const isEmptyList = field.list && !nullable && field.default === undefined && !field.minItems
  return isEmptyList ? "'{}'" : undefined
}

function hanging(table: string, { check, foreignKey, indexes, living }: Column): Statement[] {
  return [
    ...[check, foreignKey].flatMap((constraint) => addConstraint(table, constraint)),
    ...indexes.map((index) => createIndex(table, index)),
    ...living.flatMap((rule) => createLiving(table, rule)),
  ]
}

function addConstraint(table: string, constraint: Constraint | undefined): Statement[] {
  if (constraint === undefined) return []
  return [statement(`alter table "${table}" add ${constraint.definition}`, READS)]
}

function createIndex(table: string, { name, kind, on }: Index): Statement {
  return statement(`create ${kind} if not exists "${name}" on "${table}" ${on}`, ...BUILDS)
}

function createLiving(table: string, rule: LivingReference): Statement[] {
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

function dropLiving(table: string, { living }: LivingReference): Statement[] {
  return [
    statement(`drop trigger "${living}" on "${table}"`),
    statement(`drop function "${living}"()`),
  ]
}

/** A column goes, and with it its indexes and constraints. */
export function dropColumn(table: string, { name, living }: Column, note?: string): Statement[] {
  return [
    ...living.flatMap((rule) => dropLiving(table, rule)),
    statement(`alter table "${table}" drop column "${name}"`, ...(note ? [note] : [])),
  ]
}

/** The column is there again, and empty: where it must not be, it is as with its default. */
export function restoreColumn(table: string, column: Column): readonly Statement[] {
  const [first, ...rest] = addColumn(table, column)
  const note = 'What was in it does not come back.'
  return [...(first ? [{ ...first, notes: [note] }] : []), ...rest]
}

/** The column and all that is named after it. */
export function renameColumn(table: string, before: Column, after: Column): Statement[] {
  const constraints = [
    [before.check, after.check],
    [before.foreignKey, after.foreignKey],
  ] as const
  return [
    ...before.living.flatMap((rule) => dropLiving(table, rule)),
    statement(`alter table "${table}" rename column "${before.name}" to "${after.name}"`),
    ...constraints.flatMap(([from, to]) =>
      from && to
        ? [statement(`alter table "${table}" rename constraint "${from.name}" to "${to.name}"`)]
        : [],
    ),
    ...before.indexes.map(({ name }, at) =>
      statement(`alter index "${name}" rename to "${after.indexes[at]?.name}"`),
    ),
    ...after.living.flatMap((rule) => createLiving(table, rule)),
  ]
}

/** A column that stays, as another one. */
export function alterColumn(
  table: string,
  before: Column,
  after: Column,
  { isBack = false } = {},
): Statement[] {
  const column = `alter table "${table}" alter column "${after.name}"`
  const isOther = (from: unknown, to: unknown) => JSON.stringify(from) !== JSON.stringify(to)
  const constraints = [
    [before.check, after.check],
    [before.foreignKey, after.foreignKey],
  ] as const
  const changed = constraints.filter(([from, to]) => isOther(from, to))
  const isRetyped = before.type !== after.type
  const isDefaultOther = before.default !== after.default || isRetyped
  const gone = before.indexes.filter((one) => !after.indexes.some((it) => !isOther(one, it)))
  const fresh = after.indexes.filter((one) => !before.indexes.some((it) => !isOther(one, it)))
  return [
    ...gone.map(({ name }) => statement(`drop index "${name}"`)),
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
    ...(!before.nullable && after.nullable ? [statement(`${column} drop not null`)] : []),
    ...(before.nullable && !after.nullable ? becomeRequired(table, after) : []),
    ...changed.flatMap(([, to]) => addConstraint(table, to)),
    ...fresh.map((index) => createIndex(table, index)),
  ]
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
function becomeRequired(table: string, after: Column): Statement[] {
  const set = `alter table "${table}" alter column "${after.name}" set not null`
  const fill = after.default ?? fillOf(after)
  if (fill === undefined) return [statement(set, 'Fails where a row has none: give it one first.')]
  return [
    statement(`update "${table}" set "${after.name}" = ${fill} where "${after.name}" is null`),
    statement(set, READS),
  ]
}

/** The table of links between two resources. */
export function createLinks(link: LinkModel): Statement[] {
  const { table, ownColumn, otherColumn, ownerDefinitions, indexMiddle } = link
  return [
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
  ]
}

export function dropLinks({ table }: LinkModel, note?: string): Statement[] {
  return [statement(`drop table "${table}"`, ...(note ? [note] : []))]
}

/** The table of links, with its keys and its index. */
export function renameLinks(before: LinkModel, after: LinkModel): Statement[] {
  const keys = [before.ownColumn, before.otherColumn].map((column) =>
    [before.table, after.table].map((table) => shortIdentifier(`${table}_${column}_fkey`)),
  )
  const table = after.table
  return [
    statement(`alter table "${before.table}" rename to "${table}"`),
    ...keys.map(([from, to]) =>
      statement(`alter table "${table}" rename constraint "${from}" to "${to}"`),
    ),
    statement(`alter index "${before.index}" rename to "${after.index}"`),
  ]
}

/** Every name that a column brings with it. */
export function namesOf({ check, foreignKey, indexes }: Column): string[] {
  const constraints = [check, foreignKey].flatMap((one) => one?.name ?? [])
  return [...constraints, ...indexes.map(({ name }) => name)]
}
