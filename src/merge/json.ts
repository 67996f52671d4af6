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
import { mergeText, type Texts } from './text.ts'

export type JsonMerge =
  | {
      readonly clean: true
      readonly content: string
      /** Keys that the user removed and that stay removed, though the target changes them. */
      readonly stayRemoved: readonly string[]
    }
  | { readonly clean: false; readonly reason: string; readonly lines: readonly number[] }

type JsonObject = { readonly [key: string]: Json }

interface Merging {
  readonly edits: JsonEdit[]
  readonly conflicts: JSONPath[]
  readonly stayRemoved: string[]
}

/**
 * Merges JSON (comments allowed) key by key. The user's order, indentation and comments are kept;
 * a list that both sides changed is merged item by item.
 */
export function mergeJson(texts: Texts): JsonMerge {
  const bom = texts.user.startsWith('\uFEFF')
  const text = bom ? texts.user.slice(1) : texts.user
  const user = read(text)
  if ('error' in user) return { clean: false, reason: user.error, lines: [user.line] }
  const base = read(texts.base)
  const target = read(texts.target)
  if ('error' in base || 'error' in target) {
    throw new Error('A rendered JSON file is not valid JSON')
  }
  const merging: Merging = { edits: [], conflicts: [], stayRemoved: [] }
  const expected = mergeValue([], base.value, user.value, target.value, merging, [])
  if (merging.conflicts.length > 0) {
    const names = merging.conflicts.map((path) => path.join('.') || 'the whole file')
    return {
      clean: false,
      reason: `you changed ${names.join(', ')}, and so does this`,
      lines: [...new Set(merging.conflicts.map((path) => lineOf(text, user.root, path)))].sort(
        (a, b) => a - b,
      ),
    }
  }
  const content =
    byLines(texts, expected) ?? (bom ? '\uFEFF' : '') + applyEdits(text, merging.edits)
  const check = read(content.replace(/^\uFEFF/, ''))
  if ('error' in check || !isDeepStrictEqual(check.value, expected)) {
    return {
      clean: false,
      reason: 'its keys cannot be edited one by one (a key twice?)',
      lines: [],
    }
  }
  return { clean: true, content, stayRemoved: merging.stayRemoved }
}

/** A merge by lines leaves the most as it was; good where it comes to the same values. */
function byLines(texts: Texts, expected: Json | undefined): string | undefined {
  const merged = mergeText(texts)
  if (!merged.clean) return undefined
  const result = read(merged.content.replace(/^\uFEFF/, ''))
  return 'error' in result || !isDeepStrictEqual(result.value, expected)
    ? undefined
    : merged.content
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
  merging.conflicts.push(path)
  return user
}

function mergeObject(
  path: JSONPath,
  base: JsonObject = {},
  user: JsonObject | undefined,
  target: JsonObject = {},
  merging: Merging,
): Json | undefined {
  const order = Object.keys(target)
  const keys = new Set([...Object.keys(user ?? {}), ...order, ...Object.keys(base)])
  const merged: Record<string, Json> = {}
  for (const key of keys) {
    const value = mergeValue([...path, key], base[key], user?.[key], target[key], merging, order)
    if (value !== undefined) merged[key] = value
  }
  return user === undefined && Object.keys(merged).length === 0 ? undefined : merged
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

type Read =
  | { readonly root: Node; readonly value: Json }
  | { readonly error: string; readonly line: number }

function read(text: string): Read {
  const errors: ParseError[] = []
  const root = parseTree(text, errors, { allowTrailingComma: true })
  const error = errors[0]
  if (error || !root) {
    const line = lineAt(text, error?.offset ?? 0)
    return {
      error: `is not valid JSON (${error ? printParseErrorCode(error.error) : 'empty'})`,
      line,
    }
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
