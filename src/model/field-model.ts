import type { Field, Scalar } from './field.ts'
import { type ListField, listField } from './field-lists.ts'
import { typeOf } from './field-types/table.ts'
import { identifier } from './identifiers.ts'
import { printLiteral } from './literal.ts'
import { type FieldNames, fieldNames, type ResourceNames } from './names.ts'
import { type KnownResource, referenceFieldNames } from './relations.ts'

/**
 * A field as the templates see it: every string spelled, nothing left to decide. A template that
 * needs one more string gets it here. In the examples the resource is `article`.
 */
export interface FieldModel extends FieldNames {
  readonly type: Field['type']
  /** `wire.toDate`: how it is read from a body, where the program has another value than the wire. */
  readonly reader: string | null
  /** `export type ArticleStatusValue = 'draft' | 'published'`, for an enum. */
  readonly valueType: { readonly name: string; readonly declaration: string } | null
  /** The name of its index. */
  readonly index: string | null
  /** The name of its unique index. */
  readonly unique: string | null

  /** Whether only the program sets it. */
  readonly readonly: boolean
  /** Whether it is never shown. */
  readonly writeonly: boolean
  /** The roles of those who see it, and who set it, where that is not everyone. */
  readonly readRole: string | null
  readonly writeRole: string | null
  /** `read: { roles: ['hr'] }, write: { roles: ['hr'] }`: its row in the policy; empty without one. */
  readonly rule: string

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
  /** The same in an answer, where it is absent for some. */
  readonly shownSchema: string
  /** `wire.withDefault(fields.views, 0)`: in the body that makes a new one. */
  readonly createSchema: string
  /** `article.publishedAt?.toISOString() ?? null` */
  readonly toWire: string

  /** How lists are narrowed and ordered by it, where it has an index. */
  readonly listField?: ListField

  /** Two different values, as literals: on the wire, and as the entity has them. */
  readonly example: string
  readonly otherExample: string
  readonly entityExample: string
  readonly otherEntityExample: string
  /** What the factory gives: an example, or another one each time where it has to be unique. */
  readonly factoryValue: string
  /** What the wire shows after it was left out: `0`; `undefined` where it must be given. */
  readonly leftOut: string
  /** `'', 'x'.repeat(200), null`: the edges of what the wire takes, and what it must refuse. */
  readonly validExamples: string
  readonly invalidExamples: string
}

type ReferenceTarget = Pick<KnownResource, 'resource' | 'url'>

/**
 * Spells a field of a resource.
 *
 * @param target what it refers to; of the resource itself there is none at first
 */
export function fieldModel(
  field: Field,
  resource: ResourceNames,
  target?: ReferenceTarget,
): FieldModel {
  const isSelf = target?.resource === resource.resource
  const names = field.type === 'ref' ? referenceFieldNames(field.name) : fieldNames(field.name)
  const { name, column, human } = names
  const type = typeOf(field)
  const bare = target ? `wire.idOf('${target.url}')` : type.schema(field)
  const row = `${resource.resource}Policy.fields.${names.name}`
  const rule = ruleOf(field)
  const value = field.nullable ? `wire.nullable(${bare})` : bare
  const schema = rule === '' ? value : `wire.ruled(${value}, ${row})`
  const valueType = `${resource.Resource}${names.Name}Value`
  const listed = listField(field, type.schema(field), row)
  const entityType = orNull(type.typescript(valueType), field)
  const [example, otherExample] = isSelf ? ['null', 'null'] : type.examples(field, human)
  return {
    ...names,
    type: field.type,
    reader: type.reader(field) ?? null,
    valueType: field.values
      ? { name: valueType, declaration: unionDeclaration(valueType, field.values) }
      : null,
    index: field.index ? identifier(resource.table, column, 'index') : null,
    unique: field.unique ? identifier(resource.table, column, 'unique') : null,
    readonly: field.readonly === true,
    writeonly: field.writeonly === true,
    readRole: field.readRole ?? null,
    writeRole: field.writeRole ?? null,
    rule,
    property: `${name}: ${entityType}`,
    newProperty: `${name}${isOptional(field) ? '?' : ''}: ${entityType}`,
    initialValue: initialValue(field, `input.${name}`),
    rowType: field.default === undefined ? entityType : `Generated<${entityType}>`,
    columnDefinition: columnDefinition(field, column, resource.table),
    schema,
    shownSchema: field.readRole === undefined ? schema : `Type.Optional(${schema})`,
    createSchema: createSchema(field, `${field.writeonly ? 'secrets' : 'fields'}.${name}`),
    ...(listed && { listField: listed }),
    toWire: toWire(field, `${resource.resource}.${name}`),
    example,
    otherExample,
    entityExample: type.entityLiteral(example),
    otherEntityExample: type.entityLiteral(otherExample),
    factoryValue: factoryValue(field, example, isSelf),
    leftOut: leftOut(field),
    validExamples: list(isSelf ? [] : type.valid(field), field.nullable),
    invalidExamples: list(type.invalid(field), !field.nullable),
  }
}

function ruleOf({ readRole, writeRole }: Field): string {
  const row = (way: string, role: string | undefined) =>
    role === undefined ? [] : [`${way}: { roles: [${printLiteral(role)}] }`]
  return [...row('read', readRole), ...row('write', writeRole)].join(', ')
}

const WIDTH = 100

function unionDeclaration(name: string, values: readonly string[]): string {
  const literals = values.map((value) => `'${value}'`)
  const line = `export type ${name} = ${literals.join(' | ')}`
  if (line.length <= WIDTH) return line
  return `export type ${name} =\n${literals.map((literal) => `  | ${literal}`).join('\n')}`
}

function isOptional(field: Field): boolean {
  return field.nullable || field.default !== undefined
}

function orNull(type: string, { nullable }: Field): string {
  return nullable ? `${type} | null` : type
}

function factoryValue(field: Field, example: string, isSelf: boolean): string {
  const type = typeOf(field)
  const unique = field.unique && !isSelf ? type.unique(field) : undefined
  return unique ?? type.entityLiteral(example)
}

function initialValue(field: Field, input: string): string {
  const value = defaultOf(field, typeOf(field).entityDefault)
  if (value === undefined) return field.nullable ? `${input} ?? null` : input
  // Null is a value where it may stand, so it does not ask for the default.
  return field.nullable ? `${input} === undefined ? ${value} : ${input}` : `${input} ?? ${value}`
}

function columnDefinition(field: Field, column: string, table: string): string {
  const check = columnCheck(field, column, table)
  const value = sqlDefault(field)
  return [
    `"${column}" ${typeOf(field).sql(field)}`,
    field.nullable ? '' : ' not null',
    value === undefined ? '' : ` default ${value}`,
    check === undefined ? '' : ` ${check.definition}`,
  ].join('')
}

/** What the database checks of a column: `constraint "…" check (…)`; none where the type says it all. */
export function columnCheck(field: Field, column: string, table: string) {
  const checks = typeOf(field).checks(field, `"${column}"`)
  if (checks.length === 0) return undefined
  const name = identifier(table, column, 'check')
  return { name, definition: `constraint "${name}" check (${checks.join(' and ')})` }
}

/** The default of a column, in a migration's template literal. */
export function sqlDefault(field: Field): string | undefined {
  const type = typeOf(field)
  const value = field.default
  if (value === undefined) return undefined
  if (!Array.isArray(value)) return type.sqlDefault(value as Scalar)
  if (value.length === 0) return "'{}'"
  return `array[${value.map(type.sqlDefault).join(', ')}]::${type.sql(field)}`
}

/** The default as a literal that `spell` makes; undefined where there is none that is constant. */
function defaultOf(field: Field, spell: (value: Scalar) => string | undefined): string | undefined {
  const value = field.default
  if (value === undefined) return undefined
  if (!Array.isArray(value)) return spell(value as Scalar)
  return `[${value.map(spell).join(', ')}]`
}

function createSchema(field: Field, schema: string): string {
  if (!isOptional(field)) return schema
  const value = defaultOf(field, typeOf(field).schemaDefault)
  return value === undefined ? `Type.Optional(${schema})` : `wire.withDefault(${schema}, ${value})`
}

function toWire(field: Field, value: string): string {
  const { toWire } = typeOf(field)
  // What writes a list knows null.
  if (!field.nullable || field.list || toWire(value) === value) return toWire(value)
  return `${toWire(`${value}?`)} ?? null`
}

function leftOut(field: Field): string {
  if (field.default === undefined) return field.nullable ? 'null' : 'undefined'
  return defaultOf(field, typeOf(field).schemaDefault) ?? 'expect.any(String)'
}

function list(values: readonly string[], withNull: boolean): string {
  return (withNull ? [...values, 'null'] : values).join(', ')
}
