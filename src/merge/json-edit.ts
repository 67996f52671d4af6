import { findNodeAtLocation, type JSONPath, type Node, parseTree } from 'jsonc-parser'

export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [key: string]: Json }

/** One change of a JSON text: set the value at a path (its container exists or is made), or remove it. */
export interface JsonEdit {
  readonly path: JSONPath
  /** Absent to remove. */
  readonly value?: Json
  /** The order of the keys, for a key that is new. */
  readonly order?: readonly string[]
}

interface Style {
  readonly indent: string
  readonly eol: string
}

/** Applies edits one after another; all text outside of what they name stays as it is. */
export function applyEdits(text: string, edits: readonly JsonEdit[]): string {
  const style: Style = {
    indent: /^([ \t]+)\S/m.exec(text)?.[1] ?? '  ',
    eol: text.includes('\r\n') ? '\r\n' : '\n',
  }
  return edits.reduce((result, edit) => applyEdit(result, edit, style), text)
}

function applyEdit(text: string, { path, value, order = [] }: JsonEdit, style: Style): string {
  const root = parseTree(text, [], { allowTrailingComma: true })
  if (!root) return text
  const node = findNodeAtLocation(root, path)
  if (value === undefined) return node ? remove(text, node) : text
  if (node) return splice(text, node.offset, node.length, spell(value, indentAt(text, node), style))
  const container = findNodeAtLocation(root, path.slice(0, -1))
  const key = path.at(-1)
  if (!container || key === undefined) {
    // The container is missing: it is made, with this in it.
    return applyEdit(text, { path: path.slice(0, -1), value: { [String(key)]: value } }, style)
  }
  const inner = indentAt(text, container) + style.indent
  const item = spell(value, inner, style)
  if (typeof key === 'number') return insert(text, container, key, item, style)
  return insert(
    text,
    container,
    insertionIndex(keysOf(container), key, order),
    `${JSON.stringify(key)}: ${item}`,
    style,
  )
}

function insert(text: string, container: Node, index: number, item: string, style: Style): string {
  const children = container.children ?? []
  const first = children[0]
  if (!first) {
    const outer = indentAt(text, container)
    const body = `${style.eol}${outer}${style.indent}${item}${style.eol}${outer}`
    const [open, close] = container.type === 'array' ? '[]' : '{}'
    return splice(text, container.offset, container.length, `${open}${body}${close}`)
  }
  // What stands before the first child (a new line and its indentation, or a space) goes between.
  const gap = /\s*$/.exec(text.slice(container.offset + 1, first.offset))?.[0] || ' '
  const before = children[index - 1]
  if (!before) return splice(text, first.offset, 0, `${item},${gap}`)
  return splice(text, before.offset + before.length, 0, `,${gap}${item}`)
}

function remove(text: string, node: Node): string {
  const own = node.parent?.type === 'property' ? node.parent : node
  const container = own.parent
  const siblings = container?.children ?? []
  const index = siblings.indexOf(own)
  const before = siblings[index - 1]
  const after = siblings[index + 1]
  if (before) {
    const from = before.offset + before.length
    return splice(text, from, own.offset + own.length - from, '')
  }
  if (after) return splice(text, own.offset, after.offset - own.offset, '')
  if (!container) return text
  return splice(text, container.offset, container.length, container.type === 'array' ? '[]' : '{}')
}

/** In a sorted object by the alphabet, else after the key that it follows in the order. */
function insertionIndex(keys: readonly string[], key: string, order: readonly string[]): number {
  if (isSorted(keys) && isSorted(order)) return keys.filter((other) => other < key).length
  for (let i = order.indexOf(key) - 1; i >= 0; i--) {
    const index = keys.indexOf(order[i] as string)
    if (index >= 0) return index + 1
  }
  return order.indexOf(key) === 0 ? 0 : keys.length
}

function keysOf(object: Node): string[] {
  return (object.children ?? []).map((property) => String(property.children?.[0]?.value))
}

function isSorted(keys: readonly string[]): boolean {
  return keys.every((key, index) => index === 0 || (keys[index - 1] as string) < key)
}

function spell(value: Json, outer: string, { indent, eol }: Style): string {
  return JSON.stringify(value, null, indent).replaceAll('\n', eol + outer)
}

/** The indentation of the line that a node starts on. */
function indentAt(text: string, node: Node): string {
  const line = text.slice(text.lastIndexOf('\n', node.offset - 1) + 1, node.offset)
  return /^[ \t]*/.exec(line)?.[0] ?? ''
}

function splice(text: string, offset: number, length: number, insertion: string): string {
  return text.slice(0, offset) + insertion + text.slice(offset + length)
}
