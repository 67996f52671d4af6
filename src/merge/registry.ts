export interface ListSides {
  readonly base: readonly string[]
  readonly user: readonly string[]
  readonly target: readonly string[]
}

/**
 * Merges lines of a registry as a set: what one side added is there, what one side removed is not.
 * A list that is in order stays so; in one that the user has put into another order, what is new
 * stands after the line that it follows in the target. Undefined where the lines are no such list,
 * or where the user has something in the place of a line that the target removes.
 */
export function mergeSets({ base, user, target }: ListSides): string[] | undefined {
  if (!isSorted(base) || !isSorted(target) || !isSet(user)) return undefined
  const added = target.filter((line) => !user.includes(line) && !base.includes(line))
  const removed = base.filter((line) => !target.includes(line))
  const changed = removed.some((line) => !user.includes(line))
  if (changed && user.some((line) => !base.includes(line) && !target.includes(line))) {
    return undefined
  }
  const kept = user.filter((line) => !removed.includes(line))
  if (isSorted(user)) return [...kept, ...added].sort()
  if (!isReordered(base, user)) return undefined
  return added.reduce((list, line) => insertAfter(list, line, target), kept)
}

/** Whether the lines that were there are in another order, which is then the user's own. */
function isReordered(base: readonly string[], user: readonly string[]): boolean {
  return !isSorted(user.filter((line) => base.includes(line)))
}

function insertAfter(list: readonly string[], line: string, order: readonly string[]): string[] {
  const before = order.slice(0, order.indexOf(line)).findLast((other) => list.includes(other))
  return list.toSpliced(before === undefined ? 0 : list.indexOf(before) + 1, 0, line)
}

function isSet(lines: readonly string[]): boolean {
  return new Set(lines).size === lines.length
}

function isSorted(lines: readonly string[]): boolean {
  return lines.every((line, index) => index === 0 || (lines[index - 1] as string) < line)
}
