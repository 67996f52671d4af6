import { formatDefault } from '../../src/model/field-defaults.ts'
import { isText } from '../../src/model/field-modifiers.ts'
import {
  type ModifierName,
  modifiersOf,
  modifierUsages,
  typeSyntax,
} from '../../src/model/field-syntax.ts'
import { type FieldTypeName, formatFields, parseFields } from '../../src/model/fields.ts'
import { foldModel } from '../../src/model/model.ts'
import { fieldNames, resourceNames } from '../../src/model/names.ts'
import { shellWord } from '../../src/steps/shell.ts'
import type { Context } from '../operation/operation.ts'
import { type Ask, problemOf } from '../prompts.ts'
import { checkNewFields, type ResourceAnswers } from './plan.ts'

export interface FieldsContext {
  readonly ask: Ask
  readonly say: (text: string) => Promise<void>
  /** The resource itself, what it can have several of besides, and what it can refer to. */
  readonly own: string
  readonly others: readonly string[]
  readonly referable: readonly string[]
  /** Throws a UserError for a field list that the project cannot have. */
  readonly check: (fields: string) => void
}

/** Asks for the fields of a resource that the project does not have yet. */
export function askNewFields(
  names: Pick<ResourceAnswers, 'name' | 'plural' | 'access'>,
  { manifest, session, ask }: Pick<Context, 'manifest' | 'session' | 'ask'>,
): Promise<string> {
  const { stored } = foldModel(manifest)
  return askFields({
    ask,
    say: session.say,
    own: resourceNames(names.name, names.plural).spelled,
    others: stored.map(({ spelled }) => spelled),
    // What is for others too cannot refer to what only its owner knows of.
    referable: stored
      .filter(({ accessWord }) => accessWord !== 'owner' || names.access?.trim() === 'owner')
      .map(({ spelled }) => spelled),
    check: (fields) => checkNewFields(manifest, names, fields),
  })
}

/**
 * Asks for the fields one by one, and shows after each what `--fields` would say. An empty name
 * ends the list.
 *
 * @returns the field list in its canonical spelling
 */
export async function askFields(context: FieldsContext): Promise<string> {
  let fields = ''
  while (true) {
    const piece = await askField(context, fields)
    if (piece === undefined) return fields
    fields = formatFields(parseFields(`${fields} ${piece}`))
    await context.say(`  --fields ${quoted(fields)}\n`)
  }
}

/** As the documentation writes it, unless a shell would change what stands between double quotes. */
export function quoted(fields: string): string {
  return /["$`\\!]/.test(fields) ? shellWord(fields) : `"${fields}"`
}

/**
 * The questions about one field, whose line grows with every answer.
 *
 * @param before the fields that are there already
 * @returns undefined where no name is given
 */
export async function askField(
  context: FieldsContext,
  before: string,
): Promise<string | undefined> {
  const { ask, check } = context
  const name = await askName(ask, before)
  if (name === undefined) return undefined
  const whole = (line: string) => {
    parseFields(`${before} ${line}`)
    check(`${before} ${line}`)
  }
  const type = await askType(ask, name)
  const target = await askTarget(context, type)
  let line = `${name}:${type}${target === undefined ? await askArguments(ask, type) : `(${target})`}`
  if (type === 'many') return line
  // The first of them could refer to no other, so there is nothing to ask.
  const shape = target === context.own ? '?' : await askShape(ask, type)
  line += shape
  line += await askModifiers(ask, { type, shape, line, check: whole })
  if (type === 'ref') return line + (await askDeletion(ask, shape === '?'))
  const typed = await ask({
    kind: 'text',
    name: 'default',
    flag: '--fields',
    message: 'Its default? (Enter for none)',
    check: (answer) => problemOf(() => whole(line + defaultOf(type, shape, answer))),
  })
  return line + defaultOf(type, shape, String(typed))
}

async function askName(ask: Ask, before: string): Promise<string | undefined> {
  const first = before === ''
  const name = await ask({
    kind: 'text',
    name: 'name',
    flag: '--fields',
    message: first ? 'Its first field?' : 'Next field? (Enter to end)',
    check: (typed) => {
      if (typed === '') return first ? 'A resource needs at least one field' : undefined
      return problemOf(() => parseFields(`${before} ${fieldNames(typed).name}:text`))
    },
  })
  return name === '' ? undefined : fieldNames(String(name)).name
}

async function askType(ask: Ask, name: string): Promise<FieldTypeName> {
  const type = await ask({
    kind: 'select',
    name: 'type',
    flag: '--fields',
    message: `What is ${name}?`,
    default: 'string',
    choices: Object.entries(typeSyntax).map(([value, { summary }]) => ({ value, summary })),
  })
  return type as FieldTypeName
}

async function askTarget(
  { ask, own, others, referable }: FieldsContext,
  type: FieldTypeName,
): Promise<string | undefined> {
  if (typeSyntax[type].brackets !== 'resource') return undefined
  const target = await ask({
    kind: 'select',
    name: 'target',
    flag: '--fields',
    message: type === 'many' ? 'Several of which resource?' : 'Which resource?',
    choices: [
      ...(type === 'many' ? others : referable).map((value) => ({ value })),
      { value: own, summary: 'another one of its own kind' },
    ],
  })
  return String(target)
}

const argumentQuestions = {
  length: { message: 'How many characters at most?', default: '255' },
  digits: { message: 'How many digits, and how many of them behind the point?', default: '10,2' },
  values: { message: 'Which words? (as in draft,published)' },
} as const

async function askArguments(ask: Ask, type: FieldTypeName): Promise<string> {
  const { brackets } = typeSyntax[type]
  if (brackets === 'none' || brackets === 'resource') return ''
  const typed = await ask({
    kind: 'text',
    name: 'arguments',
    flag: '--fields',
    ...argumentQuestions[brackets],
    check: (answer) => problemOf(() => parseFields(`it:${type}(${answer})`)),
  })
  return `(${typed})`
}

const shapes = {
  '': { value: 'one', summary: 'always there' },
  '?': { value: 'one or null', summary: 'may be missing' },
  '[]': { value: 'list', summary: 'any number of them, in order' },
  '[]?': { value: 'list or null', summary: 'a list that may be missing' },
} as const

type Shape = keyof typeof shapes

async function askShape(ask: Ask, type: FieldTypeName): Promise<Shape> {
  const offered = (Object.keys(shapes) as Shape[]).filter(
    (shape) => typeSyntax[type].canBeList || !shape.startsWith('['),
  )
  const answer = await ask({
    kind: 'select',
    name: 'shape',
    flag: '--fields',
    message: 'How many of it?',
    default: shapes[''].value,
    choices: offered.map((shape) => shapes[shape]),
  })
  return offered.find((shape) => shapes[shape].value === answer) ?? ''
}

const modifierSummaries: Readonly<Partial<Record<ModifierName, string>>> = {
  unique: 'no two have the same',
  index: 'lists can be narrowed and ordered by it',
  min: 'the smallest value, or the shortest length',
  max: 'the largest value, or the longest length',
  pattern: 'the regular expression that it matches',
  writeonly: 'taken from clients, and never shown',
  readonly: 'shown to clients, and never taken',
  read: 'the role of whoever sees it, where not everyone does',
  write: 'the role of whoever sets it, where not everyone does',
}

interface ModifierContext {
  readonly type: FieldTypeName
  readonly shape: Shape
  /** The field up to here. */
  readonly line: string
  readonly check: (line: string) => void
}

async function askModifiers(
  ask: Ask,
  { type, shape, line, check }: ModifierContext,
): Promise<string> {
  // A reference has no default, so nobody could set one that is readonly.
  const isNever = (name: ModifierName) => name === 'readonly' && type === 'ref' && shape === ''
  const offered = modifiersOf(type, shape.startsWith('['))
    .filter((name) => name in modifierSummaries)
    .filter((name) => !isNever(name))
  if (offered.length === 0) return ''
  const chosen = await ask({
    kind: 'checkbox',
    name: 'modifiers',
    flag: '--fields',
    message: 'Anything more?',
    choices: offered.map((value) => ({ value, summary: modifierSummaries[value] ?? '' })),
    check: (names) => problemOf(() => check(line + withoutValues(names as ModifierName[]))),
  })
  let said = ''
  for (const name of chosen as readonly ModifierName[]) {
    said += `:${name}`
    if (!takesValue(name)) continue
    const value = await ask({
      kind: 'text',
      name,
      flag: '--fields',
      message: `What is ${modifierSummaries[name]}? (as in ${exampleOf(name)})`,
      check: (typed) => problemOf(() => check(`${line}${said}(${typed})`)),
    })
    said += `(${value})`
  }
  return said
}

/** `1`, of `min(1)`. */
function exampleOf(name: ModifierName): string {
  return modifierUsages[name].slice(name.length + 1, -1)
}

function takesValue(name: ModifierName): boolean {
  return modifierUsages[name].endsWith(')')
}

/** What can be checked before the values, and before the default that a readonly field needs. */
function withoutValues(names: readonly ModifierName[]): string {
  const isSettled = (name: ModifierName) => name !== 'readonly' || names.includes('writeonly')
  return names
    .filter((name) => !takesValue(name) && isSettled(name))
    .map((name) => `:${name}`)
    .join('')
}

async function askDeletion(ask: Ask, isNullable: boolean): Promise<string> {
  const answer = await ask({
    kind: 'select',
    name: 'onDelete',
    flag: '--fields',
    message: 'When that one is to be removed?',
    default: 'restrict',
    choices: deletionChoices(isNullable),
  })
  return answer === 'restrict' ? '' : `:${answer}`
}

/** What can happen to what refers to another when that one is to be removed. */
export function deletionChoices(isNullable: boolean) {
  return [
    { value: 'restrict', summary: 'it cannot be, as long as this refers to it' },
    { value: 'cascade', summary: 'this is removed with it' },
    ...(isNullable ? [{ value: 'setnull', summary: 'this stays, and refers to nothing' }] : []),
  ]
}

// What is typed here is the text itself, so it is quoted where the field language wants quotes.
function defaultOf(type: FieldTypeName, shape: Shape, typed: string): string {
  if (typed === '') return ''
  const isPlainText = isText({ type }) && !shape.startsWith('[')
  return `=${isPlainText ? formatDefault({ type }, typed) : typed}`
}
