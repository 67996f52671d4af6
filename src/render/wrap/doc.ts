import { width } from '../../width.ts'

// Text with the places where it may be broken, and the printer that decides where it is: a group
// stays on one line when it fits, and is broken at all its places when it does not.

export const WIDTH = 100
const INDENT = 2

export type Doc =
  | string
  | readonly Doc[]
  | { readonly kind: 'line'; readonly flat: '' | ' '; readonly hard?: boolean }
  | { readonly kind: 'indent'; readonly doc: Doc }
  | { readonly kind: 'group'; readonly doc: Doc; readonly broken: boolean; readonly id?: object }
  /** The first state that fits; the last one if none does. */
  | { readonly kind: 'choice'; readonly states: readonly Doc[] }
  | { readonly kind: 'if-broken'; readonly broken: Doc; readonly flat: Doc }
  /** Indented when the group of that id is broken. */
  | { readonly kind: 'indent-if'; readonly id: object; readonly doc: Doc }
  /** Whole lines, indented relative to here. */
  | { readonly kind: 'lines'; readonly lines: readonly string[] }

export const line: Doc = { kind: 'line', flat: ' ' }
export const softline: Doc = { kind: 'line', flat: '' }
export const hardline: Doc = { kind: 'line', flat: '', hard: true }
export const indent = (...doc: Doc[]): Doc => ({ kind: 'indent', doc })
export const ifBroken = (broken: Doc, flat: Doc = ''): Doc => ({ kind: 'if-broken', broken, flat })
export const choice = (...states: Doc[]): Doc => ({ kind: 'choice', states })
export const lines = (text: readonly string[]): Doc => ({ kind: 'lines', lines: text })

/** A group; it is broken from the start when there is a hard break in it. */
export function group(doc: Doc, id?: object): Doc {
  return { kind: 'group', doc, broken: hasHardBreak(doc), ...(id && { id }) }
}

export function brokenGroup(doc: Doc): Doc {
  return { kind: 'group', doc, broken: true }
}

export function join(separator: Doc, docs: readonly Doc[]): Doc {
  return docs.flatMap((doc, index) => (index === 0 ? [doc] : [separator, doc]))
}

/** Whether there is a break that no width can avoid. A choice keeps its own to itself. */
export function hasHardBreak(doc: Doc): boolean {
  if (typeof doc === 'string') return false
  if (isList(doc)) return doc.some(hasHardBreak)
  switch (doc.kind) {
    case 'line':
      return doc.hard === true
    case 'lines':
      return true
    case 'group':
      return doc.broken
    case 'indent':
    case 'indent-if':
      return hasHardBreak(doc.doc)
    default:
      return false
  }
}

interface Command {
  readonly indent: number
  readonly flat: boolean
  readonly doc: Doc
}

/** Prints a document that begins at an indent; the first line is not indented. */
export function print(doc: Doc, start: number): string {
  const commands: Command[] = [{ indent: start, flat: false, doc }]
  const brokenIds = new Set<object>()
  let column = start
  let out = ''
  // What follows a hard break in flat text is on a line of its own, and is measured again.
  let measureAgain = false

  const write = (text: string) => {
    out += text
    column += width(text)
  }
  const newline = (to: number) => {
    out = `${withoutSpaces(out)}\n${' '.repeat(to)}`
    column = to
  }

  for (let command = commands.pop(); command; command = commands.pop()) {
    const { doc: current, flat } = command
    const at = command.indent
    const push = (next: Doc, change: Partial<Command> = {}) =>
      commands.push({ indent: at, flat, doc: next, ...change })
    const fitsHere = (next: Command) => fits(next, commands, WIDTH - column)

    if (typeof current === 'string') write(current)
    else if (isList(current)) for (const part of [...current].reverse()) push(part)
    else if (current.kind === 'indent') push(current.doc, { indent: at + INDENT })
    else if (current.kind === 'if-broken') push(flat ? current.flat : current.broken)
    else if (current.kind === 'indent-if') {
      push(current.doc, { indent: brokenIds.has(current.id) ? at + INDENT : at })
    } else if (current.kind === 'line') {
      if (flat && !current.hard) write(current.flat)
      else newline(at)
      if (current.hard) measureAgain = true
    } else if (current.kind === 'lines') {
      for (const text of current.lines) {
        newline(text === '' ? 0 : at)
        write(text)
      }
    } else if (current.kind === 'group') {
      const next = { indent: at, flat: true, doc: current.doc }
      const known = flat && !measureAgain
      measureAgain = false
      const stays = !current.broken && (known || fitsHere(next))
      if (!stays && current.id) brokenIds.add(current.id)
      commands.push({ ...next, flat: stays })
    } else {
      measureAgain = false
      const states = current.states.map((state) => ({ indent: at, flat: true, doc: state }))
      const fallback = { ...(states.at(-1) as Command), flat: false }
      commands.push(states.find(fitsHere) ?? fallback)
    }
  }
  return out
}

/** Whether everything up to the next break fits, what follows included. */
function fits(next: Command, rest: readonly Command[], room: number) {
  const commands = [next]
  let restIndex = rest.length
  let left = room
  while (left >= 0) {
    const command = commands.pop() ?? rest[--restIndex]
    if (!command) return true
    const { indent, doc, flat } = command
    const push = (part: Doc, mode = flat) => commands.push({ indent, doc: part, flat: mode })

    if (typeof doc === 'string') left -= width(doc)
    else if (isList(doc)) for (let i = doc.length - 1; i >= 0; i--) push(doc[i] as Doc)
    else if (doc.kind === 'line') {
      if (!flat || doc.hard) return true
      left -= doc.flat.length
    } else if (doc.kind === 'lines') return true
    else if (doc.kind === 'group') push(doc.doc, doc.broken ? false : flat)
    else if (doc.kind === 'choice') push((flat ? doc.states[0] : doc.states.at(-1)) as Doc)
    else if (doc.kind === 'if-broken') push(flat ? doc.flat : doc.broken)
    else push(doc.doc)
  }
  return false
}

function isList(doc: Doc): doc is readonly Doc[] {
  return Array.isArray(doc)
}

/** Cheaper than a pattern, which would look at every run of spaces of a long text. */
function withoutSpaces(text: string): string {
  let end = text.length
  while (text[end - 1] === ' ') end--
  return text.slice(0, end)
}
