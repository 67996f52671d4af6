import { type Column, type Constraint, columnOf, type Index } from '../evolution/column.ts'
import { shortIdentifier } from '../identifiers.ts'
import type { LinkModel } from '../relations.ts'
import type { ResourceModel } from '../slices.ts'

/** What of a resource's tables depends on whom resources are for, and on what becomes of removed rows. */
export interface Shape {
  readonly file: string
  readonly table: string
  /** Whether its rows have an owner, and whether they stay when they are removed. */
  readonly isOwned: boolean
  readonly isKept: boolean
  readonly columns: readonly Column[]
  /** The index that lists are read by. */
  readonly newest: Index
  /** What foreign keys of its owner's other rows refer to. */
  readonly ownerKey: Constraint
  readonly links: readonly LinkModel[]
  readonly references: ResourceModel['references']
}

/** The tables of a resource as it is. */
export function shapeOf(slice: ResourceModel): Shape {
  const { file, table, declared, fields, references, links, indexStart } = slice
  const models = { declared, models: fields, references, links }
  const key = shortIdentifier(`${table}_id_owner_key`)
  return {
    file,
    table,
    isOwned: slice.accessWord === 'owner',
    isKept: slice.softDelete,
    columns: declared
      .filter(({ type }) => type !== 'many')
      .map((field) => columnOf(field, models, slice)),
    newest: {
      name: `${table}_newest_first`,
      kind: 'index',
      on: `(${indexStart}"created_at" desc, "id" desc)`,
    },
    ownerKey: { name: key, definition: `constraint "${key}" unique ("id", "owner_id")` },
    links,
    references,
  }
}

/** The foreign keys, the primary key and the index of a table of links. */
export function linkShape({
  ownConstraint,
  otherConstraint,
  ownColumn,
  otherColumn,
  indexMiddle,
  index,
  ownerColumns,
}: LinkModel) {
  return {
    isOwned: ownerColumns.length > 0,
    foreignKeys: [ownConstraint, otherConstraint].map(
      (definition): Constraint => ({ name: nameIn(definition), definition }),
    ),
    primaryKey: `("${ownColumn}", ${indexMiddle}"${otherColumn}")`,
    index: { name: index, kind: 'index', on: `("${otherColumn}", ${indexMiddle}"${ownColumn}")` },
  }
}

/** `a`, of `constraint "a" foreign key (…)`. */
function nameIn(definition: string): string {
  const [, name] = /^constraint "([^"]+)"/.exec(definition) ?? []
  if (name === undefined) throw new Error(`a constraint without a name: ${definition}`)
  return name
}
