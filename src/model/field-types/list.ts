import { DEFAULT_MAX_ITEMS, type Field } from '../field.ts'
import type { FieldType } from './field-type.ts'

/** A list of a type: an array in PostgreSQL. */
export function listOf(item: FieldType): FieldType {
  const isPlain = item.entityLiteral('item') === 'item'
  const first = (field: Field) => item.examples(field, 'item')[0]
  return {
    typescript: (valueType) => `readonly ${item.typescript(valueType)}[]`,
    sql: (field) => `${item.sql(field)}[]`,
    checks: (field, column) => [
      ...item.checks(field, column),
      ...(field.minItems ? [`cardinality(${column}) >= ${field.minItems}`] : []),
      `cardinality(${column}) <= ${most(field)}`,
    ],
    schema: (field) => {
      const bounds = field.minItems ? [most(field), field.minItems] : [most(field)]
      return `wire.list(${[item.schema(field), ...bounds].join(', ')})`
    },
    entityLiteral: (wire) => (isPlain ? wire : withItem(wire, item.entityLiteral)),
    toWire: (value) => (item.toWire('item') === 'item' ? value : `wire.toTexts(${value})`),
    reader: (field) => {
      const reader = item.reader(field)
      return reader && `wire.each(${reader})`
    },
    entityDefault: item.entityDefault,
    sqlDefault: item.sqlDefault,
    schemaDefault: item.schemaDefault,
    examples: (field, human) => {
      const [one, other] = item.examples(field, human)
      const times = (value: string) =>
        (field.minItems ?? 0) > 1
          ? `Array.from({ length: ${field.minItems} }, () => ${value})`
          : `[${value}]`
      return [times(one), times(other)]
    },
    unique: () => undefined,
    valid: (field) => [
      ...(field.minItems ? [] : ['[]']),
      `Array.from({ length: ${most(field)} }, () => ${first(field)})`,
    ],
    invalid: (field) => [
      first(field),
      '[null]',
      `[${item.invalid(field)[0]}]`,
      `Array.from({ length: ${most(field) + 1} }, () => ${first(field)})`,
      ...(field.minItems ? ['[]'] : []),
    ],
  }
}

/** `['2026-01-31']`, or several of one: with the item as the entity has it. */
function withItem(wire: string, entityLiteral: (item: string) => string): string {
  const [, head, item, tail] = /^(\[|Array\.from\(.+? \(\) => )(.+)([\])])$/s.exec(wire) ?? []
  if (item === undefined) throw new Error(`no list that the examples have: ${wire}`)
  return `${head}${entityLiteral(item)}${tail}`
}

function most({ maxItems = DEFAULT_MAX_ITEMS }: Field): number {
  return maxItems
}
