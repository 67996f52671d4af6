import { UserError } from '../../errors.ts'
import type { FieldOperation } from '../../manifest/manifest.ts'
import type { Field } from '../field.ts'
import { drawSpan, type Span } from '../field-scanner.ts'
import { typeChange, typesAfter } from '../field-types/changes.ts'
import { formatFields, keysOf, type ScannedField, scanFields } from '../fields.ts'
import { fieldNames } from '../names.ts'
import { nearest } from '../nearest.ts'
import { shown } from '../shown.ts'
import type { ResourceModel } from '../slices.ts'
import { camelCase, capitalize, splitWords } from '../words.ts'

/** A field before and after; what is renamed has its new name in both when it is altered. */
export interface Change {
  readonly before: Field
  readonly after: Field
}

/** What an operation asks for, and the fields as each of its steps leaves them. */
export interface FieldChanges {
  readonly dropped: readonly Field[]
  readonly renamed: readonly Change[]
  readonly altered: readonly Change[]
  readonly added: readonly Field[]
  /** Before everything, and after what is dropped, renamed, altered and added. */
  readonly steps: readonly [start: Fields, Fields, Fields, Fields, end: Fields]
}

type Fields = readonly Field[]
export type ChangeTexts = Pick<FieldOperation, 'add' | 'rename' | 'drop' | 'alter'>

/** A word of what was typed, for who must point at it. */
interface Word {
  readonly text: string
  readonly span: Span
}

type Owner = Pick<ResourceModel, 'declared' | 'spelled' | 'aHuman' | 'accessWord' | 'softDelete'>

/**
 * Reads what is to be done to the fields of a resource.
 *
 * @throws UserError that points at the word, for a field that is not there, a name that is taken,
 *   and a change that cannot be
 */
export function readChanges(of: Owner, { drop, rename, alter, add }: ChangeTexts): FieldChanges {
  const { declared } = of
  const dropped = readDropped(of, drop ?? '')
  const left = declared.filter((field) => !dropped.includes(field))
  const renamed = readRenamed(of, left, dropped, rename ?? '')
  const called = left.map((field) => renamed.find(({ before }) => before === field)?.after ?? field)
  const altered = readAltered(of, called, renamed, alter ?? '')
  const changed = called.map(
    (field) => altered.find(({ before }) => before === field)?.after ?? field,
  )
  const added = readAdded(of, called, add ?? '')
  const end = [...changed, ...added]
  if (end.length === 0) {
    throw new UserError(`${capitalize(of.aHuman)} would have no field left.`, {
      where: drawSpan(drop ?? '', { start: 0, end: (drop ?? '').length }),
      help: 'Keep one, or add another one in the same run: --add "title:string"',
    })
  }
  // Whatever a list of fields cannot be.
  scanFields(formatFields(end))
  return { dropped, renamed, altered, added, steps: [declared, left, called, changed, end] }
}

function readDropped(of: Owner, text: string): Fields {
  const dropped: Field[] = []
  for (const word of wordsOf(text)) {
    const field = fieldNamed(of, of.declared, word, text)
    if (dropped.includes(field)) throw refuse(text, word, `The field ${field.name} is there twice.`)
    dropped.push(field)
  }
  return dropped
}

function readRenamed(of: Owner, left: Fields, dropped: Fields, text: string): Change[] {
  const renamed: Change[] = []
  for (const word of wordsOf(text)) {
    const [from, to] = partsOf(word, text)
    const gone = nameOf(from.text)
    if (dropped.some(({ name }) => name === gone)) {
      throw refuse(text, from, `The field ${gone} is dropped already.`, 'Rename it, or drop it.')
    }
    const before = fieldNamed(of, left, from, text)
    if (renamed.some((other) => other.before === before)) {
      throw refuse(text, from, `The field ${before.name} is there twice.`, 'It has one name.')
    }
    const { name } = named(to, text)
    if (name === before.name) {
      throw refuse(text, to, `The field is called ${name} already.`, 'Leave this out.')
    }
    const after = { ...before, name }
    const others = [
      ...of.declared.filter((field) => field !== before),
      ...renamed.map((it) => it.after),
    ]
    refuseTaken(after, others, to, text)
    renamed.push({ before, after })
  }
  return renamed
}

function readAltered(
  of: Owner,
  fields: Fields,
  renamed: readonly Change[],
  text: string,
): Change[] {
  return scanFields(text).map((scanned) => {
    const { field: after, nameSpan, typeSpan } = scanned
    const word = { text: after.name, span: nameSpan }
    const earlier = renamed.find((other) => other.before.name === after.name)?.after.name
    if (earlier !== undefined) {
      const message = `${after.name} is called ${earlier} by then: what is renamed comes first.`
      throw refuse(text, word, message, `Write ${earlier} here.`)
    }
    const before = fieldNamed(of, fields, word, text)
    const isSame = before.type === 'many' && after.type === 'many' && before.target === after.target
    if (isSame || typeChange(before, after) !== undefined) return { before, after }
    throw refuse(text, { span: typeSpan }, noSuchChange(before, after), wayOut(before, after))
  })
}

function noSuchChange(before: Field, after: Field): string {
  const [from, to] = [typeOfField(before), typeOfField(after)]
  return `What is in ${before.name} is ${from}, and cannot become ${to}.`
}

function wayOut(before: Field, after: Field): string {
  const others = typesAfter(before).filter((type) => type !== before.type)
  const possible = before.list || others.length === 0 ? '' : `It can become ${others.join(', ')}. `
  const other = formatFields([after])
  return `${possible}Otherwise drop it, and add the other one in a run of its own: --drop ${before.name}, then --add "${other}"`
}

function typeOfField({ type, list, target }: Field): string {
  return `${type}${target === undefined ? '' : `(${target})`}${list ? '[]' : ''}`
}

function readAdded(of: Owner, left: Fields, text: string): Fields {
  const added = scanFields(text)
  for (const { field, nameSpan } of added) {
    // What goes in the same run keeps its name until the next one: a run that is cut short can then
    // be told from one that has not begun.
    refuseTaken(field, [...of.declared, ...left], { text: field.name, span: nameSpan }, text)
  }
  return added.map(({ field }: ScannedField) => field)
}

function refuseTaken(field: Field, others: Fields, word: Word, text: string): void {
  const keys = keysOf(field)
  const other = others.find((one) => keysOf(one).some((key) => keys.includes(key)))
  if (other === undefined) return
  const message =
    other.name === field.name
      ? `There is a field ${field.name} already.`
      : `There is a field ${other.name} already, and ${field.name} needs its name or its column.`
  const help =
    other.name === field.name
      ? `It is ${formatFields([other])}. To change it, --alter; to begin anew, drop it in one run and add it in the next.`
      : 'Give it another name.'
  throw refuse(text, word, message, help)
}

/** What the server sets, and no operation on fields. */
function systemNames({ accessWord, softDelete }: Owner): readonly string[] {
  const owned = accessWord === 'owner' ? ['ownerId'] : []
  const kept = softDelete ? ['deletedAt'] : []
  return ['id', ...owned, 'createdAt', 'updatedAt', ...kept, 'version']
}

function fieldNamed(of: Owner, fields: Fields, word: Word, text: string): Field {
  const name = nameOf(word.text)
  const found = fields.find((field) => field.name === name)
  if (found) return found
  if (systemNames(of).includes(name)) {
    throw refuse(text, word, `${name} is set by the server, and stays as it is.`, 'Leave it out.')
  }
  const referring = fields.find((field) => field.type === 'ref' && `${field.name}Id` === name)
  const names = fields.map((field) => field.name)
  const meant = referring?.name ?? nearest(name, names)
  const help = meant ? `Did you mean ${meant}?` : `It has ${names.join(', ')}.`
  throw refuse(text, word, `The ${of.spelled} has no field ${shown(word.text, 40)}.`, help)
}

function named(word: Word, text: string) {
  try {
    return fieldNames(word.text)
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    throw refuse(text, word, error.message, error.help)
  }
}

function nameOf(typed: string): string {
  return camelCase(splitWords(typed))
}

function wordsOf(text: string): Word[] {
  return [...text.matchAll(/\S+/g)].map(({ 0: word, index }) => ({
    text: word,
    span: { start: index, end: index + word.length },
  }))
}

/** `body:content` */
function partsOf({ text: pair, span }: Word, text: string): readonly [from: Word, to: Word] {
  const [from = '', to = '', ...more] = pair.split(':')
  if (from === '' || to === '' || more.length > 0) {
    const help = 'Write the old name, a colon and the new one: --rename "body:content"'
    throw refuse(text, { span }, 'This is not two names.', help)
  }
  const colon = span.start + from.length
  return [
    { text: from, span: { start: span.start, end: colon } },
    { text: to, span: { start: colon + 1, end: span.end } },
  ]
}

function refuse(text: string, { span }: Pick<Word, 'span'>, message: string, help?: string) {
  return new UserError(message, {
    where: drawSpan(text, span),
    ...(help !== undefined && { help }),
  })
}

/** The operation in its one spelling. */
export function formatChanges({ dropped, renamed, altered, added }: FieldChanges): ChangeTexts {
  const pairs = renamed.map(({ before, after }) => `${before.name}:${after.name}`)
  return {
    ...(added.length > 0 && { add: formatFields(added) }),
    ...(pairs.length > 0 && { rename: pairs.join(' ') }),
    ...(dropped.length > 0 && { drop: dropped.map(({ name }) => name).join(' ') }),
    ...(altered.length > 0 && { alter: formatFields(altered.map(({ after }) => after)) }),
  }
}
