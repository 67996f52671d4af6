import type { FieldTypeName } from './field.ts'

export const modifierNames = [
  'unique',
  'index',
  'min',
  'max',
  'pattern',
  'writeonly',
  'readonly',
  'read',
  'write',
  'cascade',
  'restrict',
  'setnull',
] as const

export type ModifierName = (typeof modifierNames)[number]

/** What the grammar knows of a type. How it is spelled in code is in `field-types/`. */
export interface TypeSyntax {
  /** As it is listed where a type is wrong. */
  readonly usage: string
  readonly summary: string
  readonly brackets: 'none' | 'length' | 'digits' | 'values' | 'resource'
  readonly modifiers: readonly ModifierName[]
  readonly canBeList: boolean
}

const shown: readonly ModifierName[] = ['writeonly', 'readonly', 'read', 'write']
const found: readonly ModifierName[] = ['unique', 'index']
const bounds: readonly ModifierName[] = ['min', 'max']

export const typeSyntax: Readonly<Record<FieldTypeName, TypeSyntax>> = {
  string: {
    usage: 'string(200)',
    summary: 'text of limited length, on one line',
    brackets: 'length',
    modifiers: [...found, 'min', 'pattern', ...shown],
    canBeList: true,
  },
  text: {
    usage: 'text',
    summary: 'longer text',
    brackets: 'none',
    modifiers: [...bounds, 'pattern', ...shown],
    canBeList: false,
  },
  integer: simple('integer', 'a whole number', [...found, ...bounds]),
  bigint: simple('bigint', 'a whole number of up to 19 digits', [...found, ...bounds]),
  decimal: {
    usage: 'decimal(10,2)',
    summary: 'an exact number, such as an amount of money',
    brackets: 'digits',
    modifiers: [...found, ...bounds, ...shown],
    canBeList: true,
  },
  float: simple('float', 'a measured number', [...found, ...bounds]),
  boolean: simple('boolean', 'true or false', ['index']),
  uuid: simple('uuid', 'an id that something else has', found),
  date: simple('date', 'a day, without a time', found),
  timestamp: simple('timestamp', 'a moment in time', found),
  json: { ...simple('json', 'an object of any shape', []), canBeList: false },
  enum: {
    usage: 'enum(draft,published)',
    summary: 'one of a few words',
    brackets: 'values',
    modifiers: ['index', ...shown],
    canBeList: true,
  },
  email: simple('email', 'an address for mail', found),
  url: simple('url', 'an address on the web', found),
  ref: {
    usage: 'ref(user)',
    summary: 'another resource',
    brackets: 'resource',
    modifiers: ['unique', 'readonly', 'write', 'cascade', 'restrict', 'setnull'],
    canBeList: false,
  },
  many: {
    usage: 'many(topic)',
    summary: 'several of another resource',
    brackets: 'resource',
    modifiers: [],
    canBeList: false,
  },
}

function simple(usage: string, summary: string, modifiers: readonly ModifierName[]): TypeSyntax {
  return { usage, summary, brackets: 'none', modifiers: [...modifiers, ...shown], canBeList: true }
}

/** Of a list, `min` and `max` are the number of its items. */
export function modifiersOf(type: FieldTypeName, list: boolean): readonly ModifierName[] {
  const { modifiers } = typeSyntax[type]
  if (!list) return modifiers
  return modifierNames.filter(
    (name) => bounds.includes(name) || (modifiers.includes(name) && !found.includes(name)),
  )
}

/** A type, a modifier or a bound as it is written, for a person who looks for one. */
export const modifierUsages: Readonly<Record<ModifierName, string>> = {
  unique: 'unique',
  index: 'index',
  min: 'min(1)',
  max: 'max(100)',
  pattern: 'pattern(^[a-z]+$)',
  writeonly: 'writeonly',
  readonly: 'readonly',
  read: 'read(admin)',
  write: 'write(admin)',
  cascade: 'cascade',
  restrict: 'restrict',
  setnull: 'setnull',
}

/** What people write who come from elsewhere. */
export const otherTypeWords: Readonly<Record<string, FieldTypeName>> = {
  belongsto: 'ref',
  bool: 'boolean',
  char: 'string',
  datetime: 'timestamp',
  double: 'float',
  fk: 'ref',
  foreignkey: 'ref',
  guid: 'uuid',
  hasmany: 'many',
  int: 'integer',
  int8: 'bigint',
  jsonb: 'json',
  link: 'url',
  long: 'bigint',
  longtext: 'text',
  manytomany: 'many',
  money: 'decimal',
  number: 'integer',
  numeric: 'decimal',
  object: 'json',
  real: 'float',
  reference: 'ref',
  references: 'ref',
  str: 'string',
  time: 'timestamp',
  timestamptz: 'timestamp',
  uri: 'url',
  varchar: 'string',
}

export const otherModifierWords: Readonly<Record<string, ModifierName>> = {
  hidden: 'writeonly',
  indexed: 'index',
  match: 'pattern',
  maximum: 'max',
  maxlength: 'max',
  minimum: 'min',
  minlength: 'min',
  nullify: 'setnull',
  regex: 'pattern',
  regexp: 'pattern',
  uniq: 'unique',
}
