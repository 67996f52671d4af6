import { UserError } from '../../errors.ts'
import { readFields } from '../exchanged-fields.ts'
import type { Field } from '../field.ts'
import { createScanner, type Scanner } from '../field-scanner.ts'
import { formatFields } from '../fields.ts'
import { shown } from '../shown.ts'
import { pascalCase } from '../words.ts'

/** One kind of event that a webhook handles, as it was said, checked. */
export interface EventSpec {
  /** As the sender calls it: `charge.succeeded`. */
  readonly type: string
  /** `ChargeSucceeded` */
  readonly Name: string
  readonly fields: readonly Field[]
}

export const MAX_EVENTS = 30
const MAX_TYPE_LENGTH = 80

const GRAMMAR =
  'An event is type: {fields}, in the field language; a semicolon stands between two. For instance: ' +
  '"charge.succeeded: {id:string(50) amount:integer}; charge.failed: {id:string(50) reason:string(200)?}"'

const SPACE = /\s+/y
const TYPE = /[^\s;:{}]+/y
const GOOD_TYPE = /^[A-Za-z][A-Za-z0-9]*(?:[._/-][A-Za-z0-9]+)*$/

/**
 * Reads the events that a webhook handles.
 *
 * @throws UserError whose `where` draws a caret under the place
 */
export function parseEvents(text: string): readonly EventSpec[] {
  const scanner = createScanner(text)
  const found: EventSpec[] = []
  while (true) {
    scanner.match(/[\s;]+/y)
    if (scanner.done()) break
    const start = scanner.position()
    const event = readEvent(scanner)
    const span = { start, end: start + event.type.length }
    const earlier = found.find(({ Name }) => Name === event.Name)
    if (earlier !== undefined) {
      const message =
        earlier.type === event.type
          ? `The event ${event.type} is there twice.`
          : `The events ${earlier.type} and ${event.type} would both be called ${event.Name}.`
      throw scanner.error(message, span, 'Leave one of them out.')
    }
    found.push(event)
    if (found.length > MAX_EVENTS) {
      const message = `A webhook can handle ${MAX_EVENTS} kinds of events, and here is one more.`
      throw scanner.error(message, span, 'Leave out those that nothing is done for.')
    }
    scanner.match(SPACE)
    if (scanner.done() || scanner.peek() === ';') continue
    const here = { start: scanner.position(), end: scanner.position() + 1 }
    throw scanner.error(`This is not understood behind the event ${event.type}.`, here, GRAMMAR)
  }
  if (found.length === 0) {
    throw new UserError('A webhook needs an event that it handles.', { help: GRAMMAR })
  }
  return found
}

function readEvent(scanner: Scanner): EventSpec {
  const start = scanner.position()
  const type = scanner.match(TYPE)
  const span = { start, end: Math.max(scanner.position(), start + 1) }
  if (type === undefined) {
    throw scanner.error('Here an event should begin, with its type.', span, GRAMMAR)
  }
  if (!GOOD_TYPE.test(type) || type.length > MAX_TYPE_LENGTH) {
    const help = `It begins with a letter and has at most ${MAX_TYPE_LENGTH} letters, digits and single . _ / - between them: charge.succeeded`
    throw scanner.error(`${shown(type)} cannot be the type of an event.`, span, help)
  }
  scanner.match(SPACE)
  if (!scanner.take(':')) {
    const here = { start: scanner.position(), end: scanner.position() + 1 }
    throw scanner.error(`After the type ${type} a colon should stand.`, here, GRAMMAR)
  }
  scanner.match(SPACE)
  const { fields } = readFields(scanner, 'read', GRAMMAR)
  if (fields.length === 0) {
    const here = { start: scanner.position() - 1, end: scanner.position() }
    throw scanner.error(`The event ${type} has no field.`, here, 'Name at least one that is used.')
  }
  return { type, Name: pascalCase(type.split(/[._/-]/)), fields }
}

/** The same events in the one canonical spelling. */
export function formatEvents(events: readonly EventSpec[]): string {
  return events.map(({ type, fields }) => `${type}: {${formatFields(fields)}}`).join('; ')
}
