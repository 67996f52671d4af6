import { createHash } from 'node:crypto'

/** PostgreSQL cuts a longer name off, and two names may then be one. */
const MAX_IDENTIFIER = 63

/**
 * The name of a constraint or an index: `articles_slug_unique`. One that is too long keeps its end
 * and its beginning, with a number between them that the whole name decides.
 */
export function identifier(table: string, column: string, kind: string): string {
  const whole = `${table}_${column}_${kind}`
  if (whole.length <= MAX_IDENTIFIER) return whole
  const end = `_${hash(whole)}_${kind}`
  return whole.slice(0, MAX_IDENTIFIER - end.length) + end
}

/** FNV-1a, of 32 bits: the same on every machine. */
function hash(text: string): string {
  let value = 0x811c9dc5
  for (const character of text) {
    value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0
  }
  return value.toString(36).padStart(7, '0')
}

/** Shortens a name that the database would cut, in a way that keeps names apart. */
export function shortIdentifier(name: string): string {
  if (name.length <= MAX_IDENTIFIER) return name
  const digest = createHash('sha256').update(name).digest('hex').slice(0, 8)
  return `${name.slice(0, MAX_IDENTIFIER - 9)}_${digest}`
}
