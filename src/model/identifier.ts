import { createHash } from 'node:crypto'

/** The longest name that PostgreSQL keeps, in bytes. */
const MAX_IDENTIFIER = 63

/** Shortens a name that the database would cut, in a way that keeps names apart. */
export function identifier(name: string): string {
  if (name.length <= MAX_IDENTIFIER) return name
  const digest = createHash('sha256').update(name).digest('hex').slice(0, 8)
  return `${name.slice(0, MAX_IDENTIFIER - 9)}_${digest}`
}
