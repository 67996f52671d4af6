import { usageError } from '../../src/errors.ts'
import type { Manifest, Operation } from '../../src/manifest/manifest.ts'
import { nextStamp } from '../../src/manifest/stamp.ts'
import { shown } from '../../src/model/shown.ts'

/** The operations that add what is known by its name alone: an integration, a job, a webhook. */
type Named = Extract<Operation, { readonly run: 'circuit-breaker' | 'job' | 'webhook' }>

/** What the model has of a kind: `file` is the name. */
type Present = readonly { readonly file: string }[]

/**
 * The operation that adds what is wanted, or `undefined` where the project has the same already.
 *
 * @param present what the model of the manifest has of its kind
 * @param refuse throws where it cannot stand beside the others
 * @throws what `refuse` throws
 */
export function addNamed<Added extends Named>(
  { history }: Manifest,
  wanted: Omit<Added, 'at'>,
  present: Present,
  refuse: (others: readonly Added[], operation: Added) => void,
  now: Date,
): Added | undefined {
  const others = stillThere(history, present, (one): one is Added => one.run === wanted.run)
  const there = others.find(({ name }) => name === wanted.name)
  if (there !== undefined && isSame(there, wanted)) return undefined
  const operation = { at: nextStamp(history, now), ...wanted } as Added
  refuse(others, operation)
  return operation
}

/** Those that were added and not removed: of each name the last. */
function stillThere<Added extends Named>(
  history: readonly Operation[],
  present: Present,
  isOfKind: (one: Operation) => one is Added,
): readonly Added[] {
  const added = history.filter(isOfKind)
  return added.filter(
    (one, index) =>
      present.some(({ file }) => file === one.name) &&
      added.findLastIndex(({ name }) => name === one.name) === index,
  )
}

/** Whether two operations do the same, whenever they were made. */
export function isSame({ at: _at, ...there }: { readonly at: string }, wanted: object): boolean {
  const sorted = (value: object) => JSON.stringify(Object.entries(value).sort())
  return sorted(there) === sorted(wanted)
}

/**
 * The whole number that follows a flag.
 *
 * @param example a number for the help
 * @throws UserError for what is no number, or is out of its bounds
 */
export function wholeNumber(
  typed: string,
  { minimum, maximum }: { readonly minimum: number; readonly maximum: number },
  flag: string,
  example: number,
): number {
  const number = /^\d{1,9}$/.test(typed.trim()) ? Number(typed) : Number.NaN
  if (number >= minimum && number <= maximum) return number
  throw usageError(`"${shown(typed)}" cannot be the ${flag}.`, {
    help: `It is a whole number from ${minimum} to ${maximum}: --${flag} ${Math.max(minimum, example)}`,
  })
}
