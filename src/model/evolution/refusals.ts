import { UserError } from '../../errors.ts'
import { drawSpan } from '../field-scanner.ts'
import { formatFields, scanFields } from '../fields.ts'
import type { MigrationModel } from '../migrations.ts'
import type { ResourceModel } from '../slices.ts'
import type { FieldChanges } from './changes.ts'
import type { Column } from './column.ts'
import { fillOf, namesOf } from './statements.ts'

/**
 * @param text what was typed, to point at
 * @throws UserError for a column that an index or a rule of a later migration needs
 */
export function refuseDependents(
  { table, fields, references }: ResourceModel,
  { dropped }: FieldChanges,
  migrations: readonly MigrationModel[],
  text: string,
): void {
  for (const { name } of dropped) {
    const idColumn = references.find((reference) => reference.name === name)?.idColumn
    const column = idColumn ?? fields.find((field) => field.name === name)?.column
    const needs = migrations.find((one) => one.table === table && uses(one, column))
    if (column === undefined || needs === undefined) continue
    const kind = needs.folder === 'migration-index' ? 'index' : 'constraint'
    const start = Math.max(0, text.search(new RegExp(`\\b${name}\\b`)))
    throw new UserError(`The ${kind} ${needs.migration} needs ${name}.`, {
      where: drawSpan(text, { start, end: start + name.length }),
      help: `It came with the migration of ${needs.at}: take that operation back first, or keep ${name}.`,
    })
  }
}

/** Whether a migration that was asked for by itself names the column. */
export function uses({ columns, rule }: MigrationModel, column: string | undefined): boolean {
  if (column === undefined) return false
  if (columns.split(', ').includes(`"${column}"`)) return true
  const bare = rule.slice(1, -1).replaceAll(/'(?:[^']|'')*'/g, '')
  return new RegExp(`(?<![\\w])${column}(?![\\w])`, 'i').test(bare)
}

/**
 * @param text what was typed, to point at
 * @throws UserError for a new column that rows cannot have, and for a name in the database that is
 *   taken
 */
export function refuseAdded(
  { aHuman, human, humans }: ResourceModel,
  { added }: FieldChanges,
  placed: readonly ({ readonly column: Column } | object)[],
  migrations: readonly MigrationModel[],
  text: string,
): void {
  const scanned = scanFields(text)
  for (const [index, { name }] of added.entries()) {
    const it = placed[index] as { readonly column?: Column }
    if (it.column === undefined) continue
    const { column } = it
    const where = drawSpan(text, scanned[index]?.span ?? { start: 0, end: 1 })
    const isFree = column.nullable || column.default !== undefined || fillOf(column) !== undefined
    if (!isFree) {
      throw new UserError(`The ${humans} that are there already would have no ${name}.`, {
        where,
        help:
          column.field.type === 'ref' || column.field.unique
            ? `Let it be null: ${formatFields([{ ...column.field, nullable: true }])}. To have it required in the end, do that, give every ${human} that is there its own, and take the ? away: --alter "${formatFields([column.field])}"`
            : `Let it be null (${name}:…?), or say what ${aHuman} that is there gets (=value).`,
      })
    }
    const taken = migrations.find(({ migration }) => namesOf(column).includes(migration))
    if (taken === undefined) continue
    throw new UserError(`There is an index or a constraint ${taken.migration} already.`, {
      where,
      help: `It came with the migration of ${taken.at}. Give the field another name.`,
    })
  }
}
