import { formatDefault } from '../../src/model/field-defaults.ts'
import { type FieldTypeName, formatFields, parseFields } from '../../src/model/fields.ts'
import { fieldNames, hasOwnWordForMany, resourceNames } from '../../src/model/names.ts'
import { shellWord } from '../../src/steps/shell.ts'
import { type Ask, problemOf, type Question } from '../prompts.ts'

/** Throws a UserError for a name that the project cannot have. */
export type CheckName = (typed: string) => void

/** What a resource needs to be told; each has a flag. */
export function resourceQuestions(checkName: CheckName): {
  readonly name: Question
  readonly fields: Question
} {
  return {
    name: {
      kind: 'text',
      name: 'name',
      flag: '[name]',
      message: 'What is one of them called?',
      check: (typed) => problemOf(() => checkName(typed)),
    },
    fields: { kind: 'text', name: 'fields', flag: '--fields', message: 'Its fields?' },
  }
}

/** Asks what many of them are called, where English has no other word for it. */
export async function askPlural(ask: Ask, name: string): Promise<string | undefined> {
  if (hasOwnWordForMany(name)) return undefined
  const answer = await ask({
    kind: 'text',
    name: 'plural',
    flag: '--plural',
    message: 'And many of them?',
    default: resourceNames(name).collection,
    check: (typed) => problemOf(() => resourceNames(name, typed)),
  })
  return String(answer)
}

const summaries: Readonly<Record<FieldTypeName, string>> = {
  string: 'text of limited length, on one line',
  text: 'longer text',
  integer: 'a whole number',
  boolean: 'true or false',
  timestamp: 'a moment in time',
}

/**
 * Asks for the fields one by one, and shows after each what `--fields` would say. An empty name
 * ends the list.
 *
 * @returns the field list in its canonical spelling
 */
export async function askFields(ask: Ask, say: (text: string) => Promise<void>): Promise<string> {
  let fields = ''
  while (true) {
    const piece = await askField(ask, fields)
    if (piece === undefined) return fields
    fields = formatFields(parseFields(`${fields} ${piece}`))
    await say(`  --fields ${quoted(fields)}\n`)
  }
}

// As the documentation writes it, unless a shell would change what stands between double quotes.
function quoted(fields: string): string {
  return /["$`\\!]/.test(fields) ? shellWord(fields) : `"${fields}"`
}

async function askField(ask: Ask, before: string): Promise<string | undefined> {
  const first = before === ''
  const name = await ask({
    kind: 'text',
    name: 'name',
    flag: '--fields',
    message: first ? 'Its first field?' : 'Next field? (Enter to end)',
    check: (typed) => {
      if (typed === '') return first ? 'A resource needs at least one field' : undefined
      return problemOf(() => {
        fieldNames(typed)
        parseFields(`${before} ${camel(typed)}:text`)
      })
    },
  })
  if (name === '') return undefined

  const type = (await ask({
    kind: 'select',
    name: 'type',
    flag: '--fields',
    message: `What is ${name}?`,
    default: 'string',
    choices: Object.entries(summaries).map(([value, summary]) => ({ value, summary })),
  })) as FieldTypeName
  const spec = `${camel(String(name))}:${type}${type === 'string' ? await askLength(ask) : ''}`
  const nullable = await ask({
    kind: 'confirm',
    name: 'nullable',
    flag: '--fields',
    message: 'May it be null?',
    default: false,
  })
  const whole = nullable ? `${spec}?` : spec
  const value = await ask({
    kind: 'text',
    name: 'default',
    flag: '--fields',
    message: 'Its default? (Enter for none)',
    check: (typed) => problemOf(() => parseFields(whole + defaultOf(type, typed))),
  })
  return whole + defaultOf(type, String(value))
}

async function askLength(ask: Ask): Promise<string> {
  const length = await ask({
    kind: 'text',
    name: 'max',
    flag: '--fields',
    message: 'How many characters at most?',
    default: '255',
    check: (typed) => problemOf(() => parseFields(`it:string(${typed})`)),
  })
  return `(${length})`
}

// What is typed here is the text itself, so it is quoted where the field language wants quotes.
function defaultOf(type: FieldTypeName, typed: string): string {
  if (typed === '') return ''
  return `=${type === 'string' || type === 'text' ? formatDefault(type, typed) : typed}`
}

function camel(typed: string): string {
  return fieldNames(typed).name
}
