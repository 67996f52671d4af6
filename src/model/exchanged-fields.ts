import type { Field } from './field.ts'
import type { Scanner, Span } from './field-scanner.ts'
import { typeOf } from './field-types/table.ts'
import { formatFields } from './fields.ts'
import { printLiteral } from './literal.ts'
import { splitWords } from './words.ts'

// Fields of what programs hand to one another, and no table has: of a third party, of a job. They are as
// on the wire: a time is a text.

/** `amount`, or in quotes where it is no name: the key of an object. */
export function propertyOf(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : printLiteral(name)
}

/** `wire.nullable(wire.text(200))` */
export function schemaOf(field: Field): string {
  const schema = typeOf(field).schema(field)
  return field.nullable ? `wire.nullable(${schema})` : schema
}

/** A value of it, as a literal. */
export function exampleOf(field: Field): string {
  return typeOf(field).examples(field, splitWords(field.name).join(' '))[0]
}

/** `readonly string[] | null` */
export function typescriptOf(field: Field): string {
  const item = itemType(field)
  const type = field.list ? `readonly ${item.includes(' | ') ? `(${item})` : item}[]` : item
  return field.nullable ? `${type} | null` : type
}

function itemType({ type, values = [] }: Field): string {
  switch (type) {
    case 'integer':
    case 'float':
      return 'number'
    case 'boolean':
      return 'boolean'
    case 'json':
      return 'Readonly<Record<string, unknown>>'
    case 'enum':
      return values.map(printLiteral).join(' | ')
    default:
      return 'string'
  }
}

/**
 * What is said of a table or of who calls us means nothing where nothing is stored.
 *
 * @throws UserError that points at the field
 */
export function refuseStored(scanner: Scanner, field: Field, span: Span): void {
  const { name, type } = field
  if (type === 'ref' || type === 'many') {
    throw scanner.error(`${name} refers to a resource of this project.`, span, `Say ${name}:uuid.`)
  }
  const said = (
    ['unique', 'index', 'writeonly', 'readonly', 'readRole', 'writeRole', 'default'] as const
  ).find((key) => field[key] !== undefined)
  if (said !== undefined) {
    const word = said === 'default' ? 'a default (=)' : `:${said.replace('Role', '')}`
    const help = `Only its type, its bounds and ? count here: ${formatFields([bare(field)])}`
    throw scanner.error(`${name} has ${word}, which means nothing here.`, span, help)
  }
}

function bare(field: Field): Field {
  const {
    unique: _u,
    index: _i,
    writeonly: _w,
    readonly: _r,
    readRole: _rr,
    writeRole: _wr,
    default: _d,
    ...rest
  } = field
  return rest
}
