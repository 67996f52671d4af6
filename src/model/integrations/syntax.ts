import { UserError } from '../../errors.ts'
import { readFields } from '../exchanged-fields.ts'
import type { Field } from '../field.ts'
import { createScanner, type Scanner, type Span } from '../field-scanner.ts'
import { formatFields } from '../fields.ts'
import { shown } from '../shown.ts'

/** What is answered when the third party does not. */
export type FallbackSpec =
  | { readonly kind: 'none' }
  | { readonly kind: 'stale' }
  | { readonly kind: 'queue' }
  | { readonly kind: 'default'; readonly value: DefaultValue }

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject
export interface JsonObject {
  readonly [key: string]: JsonValue
}
/** What stands in for an answer, or for a list of them. */
export type DefaultValue = JsonObject | readonly JsonObject[]

/** One thing that a third party does, as it was said, checked. */
export interface OperationSpec {
  readonly name: string
  readonly method: Method
  readonly path: string
  /** The names behind the colons of the path. */
  readonly parameters: readonly string[]
  readonly sends: readonly Field[]
  /** Null where nothing is read. */
  readonly answers: readonly Field[] | null
  /** Whether it answers with a list, each of which has these fields. */
  readonly isList: boolean
  readonly sendsKey: boolean
  readonly fallback: FallbackSpec
}

export const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const
export type Method = (typeof methods)[number]

const SAFE: readonly Method[] = ['GET', 'HEAD']
const BODILESS: readonly Method[] = ['GET', 'HEAD', 'DELETE']
export const MAX_OPERATIONS = 30

const EXAMPLE =
  'For instance: "createCharge: POST /charges {amount:integer} -> {id:string(50)} key; ' +
  'getCharge: GET /charges/:id -> {id:string(50) status:string(20)} stale"'
const GRAMMAR =
  'An operation is name: METHOD /path/:parameter {what is sent} -> {what is answered}, in the field ' +
  'language, with [] behind it for a list of them, and then key, and stale, queue or default({…}); a semicolon stands between two. ' +
  EXAMPLE

const SPACE = /\s+/y
const WORD = /[A-Za-z][A-Za-z0-9]*/y
const ANYTHING = /[^\s;:]+/y
const PATH = /\/[^\s{};]*/y
const GOOD_PATH = /^(?:\/(?:[A-Za-z0-9._~-]+|:[a-z][A-Za-z0-9]{0,39}))+\/?$|^\/$/

/** What an object has, or a promise, or the client itself: a method of that name would be taken for it. */
const TAKEN = new Set([
  'then',
  'catch',
  'finally',
  'constructor',
  'prototype',
  'close',
  'toString',
  'toJSON',
  'valueOf',
  'toLocaleString',
  'hasOwnProperty',
  'isPrototypeOf',
  'propertyIsEnumerable',
])

/**
 * Reads the operations of a third party.
 *
 * @throws UserError whose `where` draws a caret under the place
 */
export function parseOperations(text: string): readonly OperationSpec[] {
  const scanner = createScanner(text)
  const found: OperationSpec[] = []
  const names = new Map<string, string>()
  while (true) {
    scanner.match(/[\s;]+/y)
    if (scanner.done()) break
    const start = scanner.position()
    const operation = readOperation(scanner, text)
    const key = operation.name.toLowerCase()
    const earlier = names.get(key)
    if (earlier !== undefined) {
      const span = { start, end: start + operation.name.length }
      const message =
        earlier === operation.name
          ? `The operation ${earlier} is there twice.`
          : `The operations ${earlier} and ${operation.name} differ only in case.`
      throw scanner.error(message, span, 'Give one of them another name.')
    }
    names.set(key, operation.name)
    found.push(operation)
    if (found.length > MAX_OPERATIONS) {
      const span = { start, end: scanner.position() }
      const message = `A third party can have ${MAX_OPERATIONS} operations, and here is one more.`
      throw scanner.error(message, span, 'Make a second integration for the rest.')
    }
  }
  if (found.length === 0) {
    throw new UserError('An integration needs an operation.', { help: GRAMMAR })
  }
  return found
}

function readOperation(scanner: Scanner, text: string): OperationSpec {
  const name = readName(scanner)
  const method = readMethod(scanner, name)
  const { path, parameters } = readPath(scanner, name)
  scanner.match(SPACE)
  const sends =
    scanner.peek() === '{' ? readFields(scanner, 'sent', GRAMMAR) : { fields: [], spans: [] }
  for (const [index, { name: field }] of sends.fields.entries()) {
    if (!parameters.includes(field)) continue
    const message = `${field} is both a parameter of the path and a field that is sent.`
    throw scanner.error(message, sends.spans[index] as Span, 'Rename one of them.')
  }
  scanner.match(SPACE)
  const answers =
    scanner.match(/->\s*/y) === undefined ? null : readFields(scanner, 'answered', GRAMMAR)
  if (answers !== null && answers.fields.length === 0) {
    const span = { start: scanner.position() - 1, end: scanner.position() }
    const help = 'Name at least one field, or leave out -> {} where nothing is read.'
    throw scanner.error(`The answer of ${name} has no field.`, span, help)
  }
  if (answers !== null && method === 'HEAD') {
    const span = { start: scanner.position() - 1, end: scanner.position() }
    throw scanner.error('The answer to HEAD has no body.', span, 'Leave out -> and what follows.')
  }
  const isList = answers !== null && scanner.match(/\s*\[\s*\]/y) !== undefined
  const base = {
    name,
    method,
    path,
    parameters,
    sends: sends.fields,
    answers: answers?.fields ?? null,
    isList,
  }
  return { ...base, ...readOptions(scanner, text, base) }
}

function readName(scanner: Scanner): string {
  const start = scanner.position()
  const name = scanner.match(WORD)
  const span = () => ({ start, end: Math.max(scanner.position(), start + 1) })
  if (name === undefined) {
    scanner.match(ANYTHING)
    throw scanner.error('Here an operation should begin, with its name.', span(), GRAMMAR)
  }
  if (!/^[a-z][A-Za-z0-9]{0,39}$/.test(name)) {
    const help = 'It begins with a small letter and has at most 40 letters and digits: createCharge'
    throw scanner.error(`${shown(name)} cannot be the name of an operation.`, span(), help)
  }
  if (TAKEN.has(name)) {
    const help =
      'Every object has that already, or means something else by it: give it another name.'
    throw scanner.error(`An operation cannot be called ${name}.`, span(), help)
  }
  scanner.match(SPACE)
  if (scanner.take(':')) return name
  const here = { start: scanner.position(), end: scanner.position() + 1 }
  throw scanner.error(`After the name ${name} a colon should stand.`, here, GRAMMAR)
}

function readMethod(scanner: Scanner, name: string): Method {
  scanner.match(SPACE)
  const start = scanner.position()
  const typed = scanner.match(/[^\s/{};]+/y) ?? ''
  const method = methods.find((one) => one === typed.toUpperCase())
  if (method !== undefined) return method
  const span = { start, end: Math.max(scanner.position(), start + 1) }
  const message =
    typed === '' ? `The operation ${name} has no method.` : `${shown(typed)} is no method.`
  throw scanner.error(message, span, `It is one of ${methods.join(', ')}. ${EXAMPLE}`)
}

function readPath(scanner: Scanner, name: string) {
  scanner.match(SPACE)
  const start = scanner.position()
  const path = scanner.match(PATH)
  const span = { start, end: Math.max(scanner.position(), start + 1) }
  if (path === undefined) {
    throw scanner.error(`The operation ${name} has no path.`, span, `It begins with /. ${EXAMPLE}`)
  }
  const isDotted = path.split('/').some((part) => part === '.' || part === '..')
  if (!GOOD_PATH.test(path) || isDotted || path.length > 200) {
    const help =
      'It has letters, digits and . _ ~ - between slashes, and parameters as /charges/:id'
    throw scanner.error(`${shown(path)} cannot be a path.`, span, help)
  }
  const parameters = [...path.matchAll(/:([A-Za-z0-9]+)/g)].map(([, one]) => String(one))
  const twice = parameters.find((one, index) => parameters.indexOf(one) !== index)
  if (twice !== undefined) {
    throw scanner.error(`The parameter ${twice} is there twice.`, span, 'Rename one of them.')
  }
  return { path, parameters }
}

type Base = Omit<OperationSpec, 'sendsKey' | 'fallback'>

function readOptions(
  scanner: Scanner,
  text: string,
  base: Base,
): Pick<OperationSpec, 'sendsKey' | 'fallback'> {
  const { name, method, answers } = base
  let sendsKey = false
  let fallback: FallbackSpec = { kind: 'none' }
  let queueSpan: Span | undefined
  while (true) {
    scanner.match(SPACE)
    if (scanner.done() || scanner.peek() === ';') {
      // The key may stand behind it.
      if (queueSpan && !isRepeatable({ method, sendsKey })) {
        const help = `It is done later, and may have been done already: say key where they know Idempotency-Key.`
        throw scanner.error(`${name} may not be done twice.`, queueSpan, help)
      }
      return { sendsKey, fallback }
    }
    const start = scanner.position()
    const word = scanner.match(/[A-Za-z]+/y)
    const span = { start, end: Math.max(scanner.position(), start + 1) }
    if (word === 'key' && !sendsKey) {
      if (method !== 'POST' && method !== 'PATCH') {
        const help = `${method} may be sent again as it is (RFC 9110, 9.2.2): leave key out.`
        throw scanner.error(`${method} needs no key.`, span, help)
      }
      sendsKey = true
    } else if (isFallback(word) && fallback.kind !== 'none') {
      throw scanner.error(`${name} has a fallback already.`, span, 'Leave one of them out.')
    } else if (word === 'stale') {
      if (!SAFE.includes(method) || answers === null) {
        const help = 'An old answer is one only to a GET. Leave stale out, or say default({…}).'
        throw scanner.error(`${name} changes something, or is not answered.`, span, help)
      }
      fallback = { kind: 'stale' }
    } else if (word === 'queue') {
      if (SAFE.includes(method)) {
        const help = 'Nobody needs its answer later: say stale or default({…}).'
        throw scanner.error(`${name} asks for something: there is nothing to queue.`, span, help)
      }
      queueSpan = span
      fallback = { kind: 'queue' }
    } else if (word === 'default') {
      fallback = { kind: 'default', value: readDefaultValue(scanner, text, base) }
    } else {
      const help = `What may follow is key, stale, queue or default({…}). ${EXAMPLE}`
      throw scanner.error(`This is not understood in the operation ${name}.`, span, help)
    }
  }
}

function readDefaultValue(
  scanner: Scanner,
  text: string,
  { name, answers, isList }: Base,
): DefaultValue {
  const start = scanner.position()
  const from = start + 1
  const example = isList ? '[]' : '{"status":"unknown"}'
  const help = `Write it as JSON in brackets: default(${example})`
  if (!scanner.take('(')) {
    throw scanner.error(`The default of ${name} has no value.`, { start, end: from }, help)
  }
  const end = endOfJson(text, from)
  const value: JsonValue = end === undefined ? null : JSON.parse(text.slice(from, end))
  if (end === undefined || !(isList ? isListOfObjects(value) : isObject(value))) {
    const span = { start: from, end: end ?? text.length }
    throw scanner.error(
      `The default of ${name} is no ${isList ? 'list of objects' : 'object'} of JSON.`,
      span,
      help,
    )
  }
  while (scanner.position() <= end) scanner.match(/[\s\S]/y)
  const problem =
    answers === null
      ? 'nothing is read of its answer'
      : [value]
          .flat()
          .map((one) => problemOf(one as JsonObject, answers))
          .find(Boolean)
  if (problem !== undefined) {
    const message = `The default of ${name} is not what it answers: ${problem}.`
    throw scanner.error(message, { start: from, end }, help)
  }
  return value as DefaultValue
}

function isObject(value: JsonValue): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isListOfObjects(value: JsonValue): boolean {
  return Array.isArray(value) && value.every(isObject)
}

/** The closing bracket behind the shortest text that is JSON. */
function endOfJson(text: string, from: number): number | undefined {
  for (let at = text.indexOf(')', from); at !== -1; at = text.indexOf(')', at + 1)) {
    try {
      JSON.parse(text.slice(from, at))
      return at
    } catch {
      // Inside a text, most likely: the next one.
    }
  }
  return undefined
}

function problemOf(value: JsonObject, fields: readonly Field[]): string | undefined {
  const extra = Object.keys(value).find((key) => !fields.some(({ name }) => name === key))
  if (extra !== undefined) return `it has ${shown(extra)}, which the answer has not`
  for (const field of fields) {
    const has = Object.hasOwn(value, field.name)
    if (!has) return `${field.name} is missing`
    const one = value[field.name] as JsonValue
    if (!fits(one, field)) return `${field.name} cannot be ${shown(JSON.stringify(one))}`
  }
  return undefined
}

function fits(value: JsonValue, field: Field): boolean {
  if (value === null) return field.nullable
  if (field.list) {
    return Array.isArray(value) && value.every((one) => fits(one, itemOf(field)))
  }
  switch (field.type) {
    case 'integer':
      return Number.isInteger(value) && inRange(value as number, field)
    case 'float':
      return typeof value === 'number' && inRange(value, field)
    case 'boolean':
      return typeof value === 'boolean'
    case 'json':
      return typeof value === 'object' && !Array.isArray(value)
    case 'enum':
      return (field.values ?? []).some((one) => one === value)
    default:
      return typeof value === 'string' && fitsText(value, field)
  }
}

function inRange(value: number, { min, max }: Field): boolean {
  return value >= Number(min ?? -Infinity) && value <= Number(max ?? Infinity)
}

const shapes: Readonly<Record<string, RegExp>> = {
  uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
  date: /^\d{4}-\d{2}-\d{2}$/,
  timestamp: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/,
  email: /^[^\s@]+@[^\s@]+\.[^\s@]+$/,
  url: /^https?:\/\/[!-~]+$/,
  bigint: /^(0|-?[1-9]\d{0,18})$/,
  decimal: /^-?\d+(\.\d+)?$/,
}

function fitsText(value: string, field: Field): boolean {
  const shape = shapes[field.type]
  if (shape) return shape.test(value)
  const length = [...value].length
  return length >= Number(field.min ?? 0) && length <= Number(field.max ?? 65_535)
}

/** The same operations in the one canonical spelling. */
export function formatOperations(operations: readonly OperationSpec[]): string {
  return operations.map(formatOperation).join('; ')
}

function formatOperation({ name, method, path, sends, answers, ...rest }: OperationSpec): string {
  const { isList, sendsKey, fallback } = rest
  return [
    `${name}: ${method} ${path}`,
    ...(sends.length === 0 ? [] : [`{${formatFields(sends)}}`]),
    ...(answers === null ? [] : [`-> {${formatFields(answers)}}${isList ? '[]' : ''}`]),
    ...(sendsKey ? ['key'] : []),
    ...(fallback.kind === 'stale' || fallback.kind === 'queue' ? [fallback.kind] : []),
    ...(fallback.kind === 'default' ? [`default(${JSON.stringify(fallback.value)})`] : []),
  ].join(' ')
}

/** Whether doing it twice is as doing it once (RFC 9110, 9.2.2). */
export function isRepeatable({
  method,
  sendsKey,
}: Pick<OperationSpec, 'method' | 'sendsKey'>): boolean {
  return sendsKey || (method !== 'POST' && method !== 'PATCH')
}

/** Whether it asks and changes nothing. */
export const isSafe = (method: Method) => SAFE.includes(method)

function isFallback(word: string | undefined): boolean {
  return word === 'stale' || word === 'queue' || word === 'default'
}

export const isBodiless = (method: Method) => BODILESS.includes(method)

function itemOf({ list: _, ...field }: Field): Field {
  return { ...field, nullable: false }
}
