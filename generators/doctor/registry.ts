import { posix } from 'node:path'

/** An import of a registry that leads into the project. */
export interface RegistryImport {
  /** Where it leads, relative to the project. */
  readonly path: string
  readonly names: readonly string[]
  /** 1-based. */
  readonly line: number
  readonly start: number
  readonly end: number
}

/** Reads the imports of a registry; undefined where it does not parse. */
export async function importsOf(
  path: string,
  text: string,
): Promise<readonly RegistryImport[] | undefined> {
  const { parseSync: parse } = await import('oxc-parser')
  const { module, errors } = parse(path, text)
  if (errors.length > 0) return undefined
  return module.staticImports.flatMap((one) => {
    const specifier = one.moduleRequest.value
    if (!specifier.startsWith('.')) return []
    const names = one.entries.map(({ localName }) => localName.value)
    const line = text.slice(0, one.start).split('\n').length
    const target = posix.join(posix.dirname(path), specifier)
    return [{ path: target, names, line, start: one.start, end: one.end }]
  })
}

const ITEMS = '// One line each, in alphabetical order.'

/** The lines of the list of a registry as it is rendered. */
export function itemsOf(text: string): readonly string[] {
  const lines = text.split('\n')
  const begin = lines.findIndex((line) => line.trim() === ITEMS)
  if (begin === -1) return []
  const end = lines.findIndex((line, index) => index > begin && /^[}\]]/.test(line))
  return lines.slice(begin + 1, end)
}

/** What an item is known by: `articles`, `articles_author_id_fkey`, `/v1/badges`. */
export function keyOf(item: string): string {
  return /^\s*'?([^',:]+)/.exec(item)?.[1] ?? item.trim()
}

/** A text without its imports. */
export function withoutImports(text: string, imports: readonly RegistryImport[]): string {
  return imports
    .toSorted((a, b) => b.start - a.start)
    .reduce((rest, { start, end }) => rest.slice(0, start) + rest.slice(end), text)
}

/** Whether a text has a word as a whole. */
export function hasWord(text: string, word: string): boolean {
  const escaped = word.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&')
  return new RegExp(`(?<![\\w$-])${escaped}(?![\\w$-])`).test(text)
}
