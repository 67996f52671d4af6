import { isDeepStrictEqual } from 'node:util'
import {
  findNodeAtLocation,
  type JSONPath,
  type Node,
  type ParseError,
  parse,
  parseTree,
  printParseErrorCode,
} from 'jsonc-parser'
import { diff3 } from './diff3.ts'
import { applyEdits, type Json, type JsonEdit } from './json-edit.ts'
import { splitLines, withoutBom } from './lines.ts'
import {
  mergeText,
  mergeTwoTexts,
  type TextConflict,
  type TextOptions,
  type Texts,
} from './text.ts'

const BOM = '\uFEFF'

export type JsonMerge =
  | {
      readonly clean: true
      readonly content: string
      /** Keys that the user removed and that stay removed, though the target changes them. */
      readonly stayRemoved: readonly string[]
    }
  | (TextConflict & { readonly reason: string })

type JsonObject = { readonly [key: string]: Json }

interface Conflict {
  readonly path: JSONPath
  readonly base: Json | undefined
  readonly target: Json | undefined
  readonly order: readonly string[]
}

interface Merging {
  readonly edits: JsonEdit[]
  readonly conflicts: Conflict[]
  readonly stayRemoved: string[]
}

/**
 * Merges JSON (comments allowed) key by key. The user's order, indentation and comments are kept;
 * a list that both sides changed is merged item by item.
 */
export function mergeJson(texts: Texts, options: TextOptions = {}): JsonMerge {
  const bom = texts.user.startsWith(BOM) ? BOM : ''
  const text = texts.user.slice(bom.length)
  const user = read(text)
  if ('error' in user) return unreadable(texts, user, options)
  const base = read(texts.base)
  const target = read(texts.target)
  if ('error' in base || 'error' in target) {
    // A template that a team has overridden.
    const error = 'was not generated as valid JSON'
    return unreadable(texts, { error, line: 1 }, options)
  }
  const merging: Merging = { edits: [], conflicts: [], stayRemoved: [] }
  const expected = mergeValue([], base.value, user.value, target.value, merging, [])
  const { edits, conflicts, stayRemoved } = merging
  if (conflicts.length > 0) {
    const places = conflicts.map(({ path }) => ({
      line: lineOf(text, user.root, path),
      yours: linesAt(text, user.root, path),
      was: linesAt(texts.base, base.root, path),
      becomes: linesAt(texts.target, target.root, path),
    }))
    return {
      clean: false,
      reason: `you changed ${conflicts.map(({ path }) => spellPath(path)).join(', ')}, and so does this`,
      lines: [...new Set(places.map(({ line }) => line))].sort((a, b) => a - b),
      places,
      marked: bom + mark(applyEdits(text, edits), conflicts, options),
    }
  }
  const content = byLines(texts, expected) ?? bom + applyEdits(text, edits)
  if (!holds(content, expected)) {
    const reason = 'its keys cannot be edited one by one (a key twice?)'
    return { ...mergeTwoTexts(texts, options), lines: [], reason }
  }
  return { clean: true, content, stayRemoved }
}

/** What cannot be read is merged by lines, for a person to look at. */
function unreadable(
  texts: Texts,
  { error, line }: { readonly error: string; readonly line: number },
  options: TextOptions,
): JsonMerge {
  const merged = mergeText(texts, options)
  const conflict = merged.clean ? { places: [], marked: merged.content } : merged
  return { ...conflict, clean: false, reason: error, lines: [line] }
}

/**
 * The text with each value in conflict between markers. The text is the user's; what it was and what
 * it would be become texts of their own, and where those three meet is where the markers stand.
 */
function mark(user: string, conflicts: readonly Conflict[], options: TextOptions): string {
  const having = (side: 'base' | 'target') =>
    conflicts.reduce((text, { path, order, [side]: value }) => {
      const edit = value === undefined ? { path } : { path, value, order }
      return applyEdits(text, [edit])
    }, user)
  const texts = { base: having('base'), user, target: having('target') }
  const merged = mergeText(texts, options)
  return merged.clean ? mergeTwoTexts(texts, options).marked : merged.marked
}

/** The key with its value, as it is written. */
function linesAt(text: string, root: Node, path: JSONPath): readonly string[] {
  const value = findNodeAtLocation(root, path)
  if (!value) return []
  const node = value.parent?.type === 'property' ? value.parent : value
  return splitLines(text.slice(node.offset, node.offset + node.length)).texts
}

function spellPath(path: JSONPath): string {
  return path.join('.') || 'the whole file'
}

function holds(text: string, value: Json | undefined): boolean {
  const result = read(withoutBom(text))
  return !('error' in result) && isDeepStrictEqual(result.value, value)
}

/** A merge by lines leaves the most as it was; good where it comes to the same values. */
function byLines(texts: Texts, expected: Json | undefined): string | undefined {
  const merged = mergeText(texts)
  return merged.clean && holds(merged.content, expected) ? merged.content : undefined
}

function mergeValue(
  path: JSONPath,
  base: Json | undefined,
  user: Json | undefined,
  target: Json | undefined,
  merging: Merging,
  order: readonly string[],
): Json | undefined {
  if (isDeepStrictEqual(base, target) || isDeepStrictEqual(user, target)) return user
  if (isDeepStrictEqual(user, base)) {
    // An object that both have is walked, so that the user's order of its keys stays.
    if (!(isObject(user) && isObject(target))) {
      return pushEdits(path, user, target, merging, order)
    }
  }
  if ([base, user, target].every((value) => value === undefined || isObject(value))) {
    if (base !== undefined || (user !== undefined && target !== undefined)) {
      return mergeObject(
        path,
        base as JsonObject,
        user as JsonObject,
        target as JsonObject,
        merging,
      )
    }
  }
  if (user === undefined) {
    merging.stayRemoved.push(path.join('.'))
    return undefined
  }
  if (Array.isArray(base) && Array.isArray(user) && Array.isArray(target)) {
    const items = mergeArray(base, user, target)
    if (items) return pushEdits(path, user, items, merging, order)
  }
  merging.conflicts.push({ path, base, target, order })
  return user
}

function mergeObject(
  path: JSONPath,
  base: JsonObject | undefined,
  user: JsonObject | undefined,
  target: JsonObject | undefined,
  merging: Merging,
): Json | undefined {
  const order = Object.keys(target ?? {})
  const keys = new Set([...Object.keys(user ?? {}), ...order, ...Object.keys(base ?? {})])
  const merged: [string, Json][] = []
  for (const key of keys) {
    // A key may be called as what every object has: `constructor`.
    const of = (side: JsonObject | undefined) =>
      side && Object.hasOwn(side, key) ? side[key] : undefined
    const value = mergeValue([...path, key], of(base), of(user), of(target), merging, order)
    if (value !== undefined) merged.push([key, value])
  }
  return user === undefined && merged.length === 0 ? undefined : Object.fromEntries(merged)
}

function mergeArray(base: readonly Json[], user: readonly Json[], target: readonly Json[]) {
  const spell = (list: readonly Json[]) => list.map((item) => JSON.stringify(item))
  const merged: Json[] = []
  for (const chunk of diff3(spell(base), spell(user), spell(target))) {
    if (chunk.kind === 'conflict') return undefined
    const side = chunk.kind === 'user' ? user : target
    merged.push(...side.slice(chunk.span.start, chunk.span.start + chunk.span.length))
  }
  return merged
}

function pushEdits(
  path: JSONPath,
  user: Json | undefined,
  value: Json | undefined,
  { edits }: Merging,
  order: readonly string[],
): Json | undefined {
  if (value === undefined) edits.push({ path })
  else if (Array.isArray(user) && Array.isArray(value) && isPrefix(user, value)) {
    // Items are appended one by one, so that the items before them keep their formatting.
    for (let i = user.length; i < value.length; i++) {
      edits.push({ path: [...path, i], value: value[i] as Json })
    }
  } else edits.push({ path, value, order })
  return value
}

function isPrefix(list: readonly Json[], longer: readonly Json[]): boolean {
  return list.length > 0 && list.every((item, index) => isDeepStrictEqual(item, longer[index]))
}

/** Whether every program that reads JSON can read it. */
export function isStrict(text: string): boolean {
  return strictProblem(text) === undefined
}

/**
 * What keeps a text from being JSON. Comments and a comma at the end are let pass, unless the text
 * is to be for every program.
 */
export function jsonProblem(text: string, { strict = false } = {}) {
  const bare = withoutBom(text)
  const found = read(bare)
  if ('error' in found) return { message: found.error, line: found.line }
  return strict ? strictProblem(bare) : undefined
}

function strictProblem(text: string) {
  const bare = withoutBom(text)
  const errors: ParseError[] = []
  parseTree(bare, errors, { allowTrailingComma: false, disallowComments: true })
  const [error] = errors
  return error && { message: describe(error), line: lineAt(bare, error.offset) }
}

function describe(error: ParseError | undefined): string {
  return `is not valid JSON (${error ? printParseErrorCode(error.error) : 'empty'})`
}

type Read =
  | { readonly root: Node; readonly value: Json }
  | { readonly error: string; readonly line: number }

function read(text: string): Read {
  const errors: ParseError[] = []
  const root = parseTree(text, errors, { allowTrailingComma: true })
  const error = errors[0]
  if (error || !root) {
    return { error: describe(error), line: lineAt(text, error?.offset ?? 0) }
  }
  return { root, value: parse(text) as Json }
}

function lineOf(text: string, root: Node, path: JSONPath) {
  const node = findNodeAtLocation(root, path)
  return lineAt(text, node?.parent?.type === 'property' ? node.parent.offset : (node?.offset ?? 0))
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
