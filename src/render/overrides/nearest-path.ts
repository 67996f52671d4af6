import { closest, distance } from 'fastest-levenshtein'

/** The template whose path was probably meant: of the same file name first, else by its letters. */
export function nearestPath(path: string, known: readonly string[]): string | undefined {
  if (known.length === 0 || path.length > 250) return undefined
  const sameName = known.filter((other) => nameOf(other) === nameOf(path))
  const candidates = sameName.length > 0 ? sameName : known
  const lower = candidates.map((other) => other.toLowerCase())
  const best = closest(path.toLowerCase(), lower)
  const isNear = distance(path.toLowerCase(), best) <= Math.floor(best.length / 4)
  return sameName.length > 0 || isNear ? candidates[lower.indexOf(best)] : undefined
}

function nameOf(path: string): string {
  return path
    .slice(path.lastIndexOf('/') + 1)
    .replace(/\.hbs$/, '')
    .toLowerCase()
}
