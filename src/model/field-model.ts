import type { Field, Scalar } from './field.ts'
import { type FieldType, fieldTypes } from './field-types.ts'
import { type FieldNames, fieldNames } from './names.ts'
import { referenceFieldNames } from './relations.ts'

/**
 * A field as the templates see it: every string spelled, nothing left to decide. A template that
 * needs one more string gets it here. In the examples the resource is `article`.
 */
export interface FieldModel extends FieldNames {
  readonly type: Field['type']
  readonly isDate: boolean

  /** `body: string | null`: in the entity. */
  readonly property: string
  /** `body?: string | null`: in what is said of a new one. */
  readonly newProperty: string
  /** `input.views ?? 0`: what a new one begins with. */
  readonly initialValue: string
  /** `Generated<number>`: in the table. */
  readonly rowType: string
  /** `"views" integer not null default 0`: in a migration's template literal. */
  readonly columnDefinition: string

  /** `wire.nullable(wire.text(200))` */
  readonly schema: string
  /** `wire.withDefault(fields.views, 0)`: in the body that makes a new one. */
  readonly createSchema: string
  /** `article.publishedAt?.toISOString() ?? null` */
  readonly toWire: string

  /** Two different values, as literals: on the wire, and as the entity has them. */
  readonly example: string
  readonly otherExample: string
  readonly entityExample: string
  readonly otherEntityExample: string
  /** What the wire shows after it was left out: `0`; `undefined` where it must be given. */
  readonly leftOut: string
  /** `'', 'x'.repeat(200), null`: the edges of what the wire takes, and what it must refuse. */
  readonly validExamples: string
  readonly invalidExamples: string
}

/**
 * Spells a field for the resource whose variable is `resource`.
 *
 * @param isSelf whether it refers to the resource itself, of which there is none at first
 */
export function fieldModel(field: Field, resource: string, isSelf = false): FieldModel {
  const names = field.type === 'ref' ? referenceFieldNames(field.name) : fieldNames(field.name)
  const { name, column, human } = names
  const type = typeOf(field)
  const entityType = orNull(type.typescript, field)
  const [example, otherExample] = isSelf ? ['null', 'null'] : type.examples(field, human)
  return {
    ...names,
    type: field.type,
    isDate: type.isDate,
    property: `${name}: ${entityType}`,
    newProperty: `${name}${isOptional(field) ? '?' : ''}: ${entityType}`,
    initialValue: initialValue(field, `input.${name}`),
    rowType: field.default === undefined ? entityType : `Generated<${entityType}>`,
    columnDefinition: columnDefinition(field, column),
    schema: field.nullable ? `wire.nullable(${type.schema(field)})` : type.schema(field),
    createSchema: createSchema(field, `fields.${name}`),
    toWire: toWire(field, `${resource}.${name}`),
    example,
    otherExample,
    entityExample: type.entityLiteral(example),
    otherEntityExample: type.entityLiteral(otherExample),
    leftOut: leftOut(field),
    validExamples: list(isSelf ? [] : type.valid(field), field.nullable),
    invalidExamples: list(type.invalid(field), !field.nullable),
  }
}

function isOptional(field: Field): boolean {
  return field.nullable || field.default !== undefined
}

function orNull(type: string, { nullable }: Field): string {
  return nullable ? `${type} | null` : type
}

function initialValue(field: Field, input: string): string {
  if (field.default === undefined) return field.nullable ? `${input} ?? null` : input
  const value = typeOf(field).entityDefault(field.default as Scalar)
  // Null is a value where it may stand, so it does not ask for the default.
  return field.nullable ? `${input} === undefined ? ${value} : ${input}` : `${input} ?? ${value}`
}

function columnDefinition(field: Field, column: string): string {
  const type = typeOf(field)
  return [
    `"${column}" ${type.sql(field)}`,
    field.nullable ? '' : ' not null',
    field.default === undefined ? '' : ` default ${type.sqlDefault(field.default as Scalar)}`,
  ].join('')
}

function createSchema(field: Field, schema: string): string {
  if (!isOptional(field)) return schema
  const value =
    field.default === undefined ? undefined : schemaDefault(field, field.default as Scalar)
  return value === undefined ? `Type.Optional(${schema})` : `wire.withDefault(${schema}, ${value})`
}

function schemaDefault(field: Field, value: Scalar) {
  return typeOf(field).schemaDefault(value)
}

function toWire(field: Field, value: string): string {
  const { toWire } = typeOf(field)
  if (!field.nullable || toWire(value) === value) return toWire(value)
  return `${toWire(`${value}?`)} ?? null`
}

function leftOut(field: Field): string {
  if (field.default === undefined) return field.nullable ? 'null' : 'undefined'
  return schemaDefault(field, field.default as Scalar) ?? 'expect.any(String)'
}

function list(values: readonly string[], withNull: boolean): string {
  return (withNull ? [...values, 'null'] : values).join(', ')
}

function typeOf({ type }: Field): FieldType {
  const found = fieldTypes[type]
  if (!found) throw new Error(`no code for the type ${type}`)
  return found
}
