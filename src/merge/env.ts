import { splitLines } from './lines.ts'
import {
  mergeText,
  mergeTwoTexts,
  type TextConflict,
  type TextOptions,
  type Texts,
} from './text.ts'

export type EnvMerge =
  | {
      readonly clean: true
      readonly content: string
      /** What was left as the user has it, though the target has it otherwise. */
      readonly kept: readonly string[]
    }
  | TextConflict

/** A key, with its line and what stands between it and the key before: comments, empty lines. */
interface Item {
  readonly key: string
  readonly lead: readonly string[]
  readonly line: string
}

interface Env {
  readonly items: readonly Item[]
  /** What follows the last key. */
  readonly tail: readonly string[]
}

/**
 * Merges a file of environment variables key by key; one that is commented out is a key as well.
 * The user's order is kept. A key that both sides have added stays as the user wrote it, and so does
 * one that the user changed and the target no longer has.
 */
export function mergeEnv(texts: Texts, options: TextOptions = {}): EnvMerge {
  const byLines = mergeText(texts, options)
  const base = parse(texts.base)
  const user = parse(texts.user)
  const target = parse(texts.target)
  const merged = mergeItems(base, user, target)
  if (merged === undefined) return byLines.clean ? mergeTwoTexts(texts, options) : byLines
  const { kept } = merged
  // A merge by lines leaves the most as it was; good where it comes to the same keys.
  if (byLines.clean && sameKeys(parse(byLines.content), merged)) {
    return { clean: true, content: byLines.content, kept }
  }
  // The lines of the result against those of the user give it the user's way of writing lines.
  const own = splitLines(texts.user).texts.map(endLine).join('')
  const content = mergeText({ base: own, user: texts.user, target: spell(merged) })
  return content.clean ? { clean: true, content: content.content, kept } : content
}

function parse(text: string): Env {
  const items: Item[] = []
  const seen = new Map<string, number>()
  let lead: string[] = []
  for (const line of splitLines(text).texts) {
    const name = /^\s*#?\s*(?:export\s+)?([A-Z][A-Z0-9_]*)=/.exec(line)?.[1]
    if (name === undefined) {
      lead.push(line)
      continue
    }
    // Whoever sets a key below its commented default has it twice; the first is the generated one.
    const count = (seen.get(name) ?? 0) + 1
    seen.set(name, count)
    items.push({ key: count === 1 ? name : `${name} (${count})`, lead, line })
    lead = []
  }
  return { items, tail: lead }
}

function mergeItems(base: Env, user: Env, target: Env) {
  const was = byKey(base)
  const mine = byKey(user)
  const theirs = byKey(target)
  const items: Item[] = []
  const kept: string[] = []
  /** What the user wrote above a key that goes. */
  let left: readonly string[] = []
  for (const item of user.items) {
    const [before, after] = [was.get(item.key), theirs.get(item.key)]
    if (before && !after && before.line === item.line) {
      left = [...left, ...item.lead.filter((line) => !before.lead.includes(line))]
      continue
    }
    const own = { ...item, lead: [...left, ...item.lead] }
    left = []
    if (!before || !after) {
      if (before) kept.push(`${own.key} is no longer needed; you changed it, so it stays`)
      else if (after && after.line !== own.line) {
        kept.push(`you have ${own.key} already; it stays as you wrote it`)
      }
      items.push(own)
      continue
    }
    const line = pick(before.line, own.line, after.line)
    const lead = mergeLines(before.lead, own.lead, after.lead)
    if (line === undefined || lead === undefined) return undefined
    items.push({ key: own.key, lead, line })
  }
  for (const item of target.items) {
    if (mine.has(item.key)) continue
    const before = was.get(item.key)
    if (before) {
      if (before.line !== item.line) kept.push(`you removed ${item.key}; it stays removed`)
      continue
    }
    items.splice(positionOf(item, target, items), 0, item)
  }
  const tail = mergeLines(base.tail, [...left, ...user.tail], target.tail)
  return tail && { items, tail, kept }
}

function positionOf(item: Item, target: Env, items: readonly Item[]): number {
  const earlier = target.items.slice(0, target.items.indexOf(item)).reverse()
  const keys = items.map(({ key }) => key)
  const before = earlier.find(({ key }) => keys.includes(key))
  return before ? keys.indexOf(before.key) + 1 : 0
}

function pick(base: string, user: string, target: string): string | undefined {
  if (base === target || user === target) return user
  return base === user ? target : undefined
}

function mergeLines(
  base: readonly string[],
  user: readonly string[],
  target: readonly string[],
): readonly string[] | undefined {
  if (sameLines(base, target)) return user
  if (sameLines(base, user)) return target
  const text = (lines: readonly string[]) => lines.map(endLine).join('')
  const merged = mergeText({ base: text(base), user: text(user), target: text(target) })
  return merged.clean ? splitLines(merged.content).texts : undefined
}

function sameKeys(one: Env, other: Env): boolean {
  const lines = (env: Env) => env.items.map(({ line }) => line).sort()
  return sameLines(lines(one), lines(other))
}

function sameLines(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((line, index) => line === other[index])
}

function byKey({ items }: Env): Map<string, Item> {
  return new Map(items.map((item) => [item.key, item]))
}

function spell({ items, tail }: Env): string {
  return [...items.flatMap(({ lead, line }) => [...lead, line]), ...tail].map(endLine).join('')
}

function endLine(line: string): string {
  return `${line}\n`
}
