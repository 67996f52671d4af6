/** Does no more than so many things at once; what comes later waits for its turn. */
export function createTurns(max: number) {
  const waiting: (() => void)[] = []
  let free = max

  return async function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    if (free > 0) free -= 1
    else await new Promise<void>((resolve) => waiting.push(resolve))
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else free += 1
    }
  }
}
