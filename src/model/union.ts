import { isDeepStrictEqual } from 'node:util'
import { UserError } from '../errors.ts'
import { MANIFEST_FILE, type Manifest, type Operation } from '../manifest/manifest.ts'
import { foldModel } from './model.ts'
import { describeOperation } from './undo.ts'

/** A manifest as one of two branches has it. */
export interface Side {
  /** How people know the branch: `main`. */
  readonly label: string
  readonly manifest: Manifest
}

export interface Sides {
  /** What both have begun with. */
  readonly base: Manifest
  readonly ours: Side
  readonly theirs: Side
}

/**
 * The manifest of two branches together: choices key by key, and the operations of both in the order
 * of their times, but for those that one of them has taken back.
 *
 * @throws UserError naming both operations and both branches, where they cannot be together
 */
export function uniteManifests({ base, ours, theirs }: Sides): Manifest {
  const history = uniteHistories({ base, ours, theirs })
  const one = (key: string): unknown =>
    uniteValue(key, [base, ours.manifest, theirs.manifest].map(valueAt(key)), [ours, theirs])
  const features = Object.fromEntries(
    keysOf(base.features, ours.manifest.features, theirs.manifest.features).flatMap((name) => {
      const values = [base, ours.manifest, theirs.manifest].map(({ features }) =>
        valueAt(name)(features),
      )
      const value = uniteValue(`features.${name}`, values, [ours, theirs])
      return value === undefined ? [] : [[name, value]]
    }),
  )
  const keys = keysOf(base, ours.manifest, theirs.manifest)
  const choices = keys.filter((key) => key !== 'features' && key !== 'history')
  const united = {
    ...Object.fromEntries(
      choices.flatMap((key) => {
        const value = one(key)
        return value === undefined ? [] : [[key, value]]
      }),
    ),
    features,
    history,
  } as unknown as Manifest
  refuseUnfit(united, { base, ours, theirs })
  return united
}

function keysOf(...objects: readonly object[]): string[] {
  return [...new Set(objects.flatMap((object) => Object.keys(object)))]
}

function valueAt(key: string) {
  return (object: object): unknown => (object as Readonly<Record<string, unknown>>)[key]
}

function uniteValue(
  key: string,
  [base, mine, other]: readonly unknown[],
  [ours, theirs]: readonly [Side, Side],
): unknown {
  if (isDeepStrictEqual(mine, other) || isDeepStrictEqual(base, other)) return mine
  if (isDeepStrictEqual(base, mine)) return other
  throw new UserError(`The branches do not agree on ${key}.`, {
    where: [
      `${MANIFEST_FILE}: ${JSON.stringify(mine)} on ${ours.label}`,
      `${MANIFEST_FILE}: ${JSON.stringify(other)} on ${theirs.label}`,
    ].join('\n'),
    help: 'Give up this merge, make one of the branches as the other is, and merge again.',
  })
}

function uniteHistories({ base, ours, theirs }: Sides): readonly Operation[] {
  const was = byTime(base)
  const mine = byTime(ours.manifest)
  const other = byTime(theirs.manifest)
  const times = [...new Set([...mine.keys(), ...other.keys()])].sort()
  return times.flatMap((at) => {
    const [before, here, there] = [was.get(at), mine.get(at), other.get(at)]
    if (isDeepStrictEqual(here, there) || isDeepStrictEqual(before, there)) return here ?? []
    if (isDeepStrictEqual(before, here)) return there ?? []
    throw apart({ at, here, there, before, ours, theirs })
  })
}

function byTime({ history }: Manifest): ReadonlyMap<string, Operation> {
  return new Map(history.map((operation) => [operation.at, operation]))
}

interface Apart extends Omit<Sides, 'base'> {
  readonly at: string
  readonly before: Operation | undefined
  readonly here: Operation | undefined
  readonly there: Operation | undefined
}

function apart({ at, before, here, there, ours, theirs }: Apart): UserError {
  const spell = (operation: Operation | undefined, { label }: Side) =>
    `${operation ? describeOperation(operation) : `nothing, any more, of ${at}`} (on ${label})`
  return new UserError(
    before === undefined
      ? `Two operations have the same time, ${at}.`
      : `One operation is another on each branch: ${describeOperation(before)}.`,
    {
      where: `${spell(here, ours)}\n${spell(there, theirs)}`,
      help:
        before === undefined
          ? `Give up this merge. On one of the branches take back its own (npx create-alex-api undo ${at}) and run it again, then merge again.`
          : 'Give up this merge, make the operation the same on both branches, and merge again.',
    },
  )
}

/** Each branch is fine by itself; what is refused is so for what the other has. */
function refuseUnfit(united: Manifest, sides: Sides): void {
  try {
    foldModel(united)
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    throw unfit(united, sides, error)
  }
}

function unfit(united: Manifest, { base, ours, theirs }: Sides, error: UserError): UserError {
  const common = new Set(base.history.map(({ at }) => at))
  const added = ({ manifest }: Side) =>
    new Set(manifest.history.map(({ at }) => at).filter((at) => !common.has(at)))
  const own = added(ours)
  const others = added(theirs)
  const { history } = united
  const upTo = (index: number) => history.slice(0, index + 1)
  const at = history.findIndex((_, index) => !fits({ ...united, history: upTo(index) }))
  const refused = history[at]
  const labelOf = (operation: Operation) =>
    own.has(operation.at) === others.has(operation.at)
      ? 'on both'
      : `on ${own.has(operation.at) ? ours.label : theirs.label}`
  const spell = (operation: Operation) => `${describeOperation(operation)} (${labelOf(operation)})`
  const help =
    'Give up this merge. On one of the branches take back its operation (npx create-alex-api undo <time>), or do what makes it fit, then merge again.'
  if (refused === undefined) {
    return new UserError(`What the branches have does not go together: ${error.message}`, {
      ...(error.where !== undefined && { where: error.where }),
      help,
      cause: error,
    })
  }
  const before = upTo(at)
  const rivals = before.filter(
    (operation) => operation !== refused && own.has(operation.at) !== own.has(refused.at),
  )
  const without = (one: Operation) => before.filter((operation) => operation !== one)
  const rival = rivals.findLast((one) => fits({ ...united, history: without(one) }))
  const gone = [ours, theirs].flatMap(({ manifest, label }) =>
    base.history
      .filter((one) => !manifest.history.some((other) => other.at === one.at))
      .map((one) => `${describeOperation(one)} (taken back on ${label})`),
  )
  const named = rival ? [spell(rival)] : [...rivals.filter(isNew(common)).map(spell), ...gone]
  return new UserError(`What the branches have does not go together: ${error.message}`, {
    where: [spell(refused), ...named].join('\n'),
    help,
    cause: error,
  })
}

function isNew(common: ReadonlySet<string>) {
  return ({ at }: Operation): boolean => !common.has(at)
}

function fits(manifest: Manifest): boolean {
  try {
    foldModel(manifest)
    return true
  } catch (error) {
    if (error instanceof UserError) return false
    throw error
  }
}
