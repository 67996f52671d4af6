import { closest, distance } from 'fastest-levenshtein'

/** The known word that was probably meant, or `undefined` when none is near. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  if (known.length === 0 || word.length > 60) return undefined
  const lower = word.toLowerCase()
  const best = closest(lower, known)
  return distance(lower, best.toLowerCase()) <= Math.max(1, Math.floor(best.length / 3))
    ? best
    : undefined
}
