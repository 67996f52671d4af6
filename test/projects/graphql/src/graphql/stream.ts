/** What waits for one client, and is never more than so many. */
export interface Stream<Item> {
  push(item: Item): void
  /** Ends it: what waits is dropped, and the reason, if any, is the last that is taken. */
  end(reason?: Error): void
  /** The next one; the reason for the end, once; and then nothing. */
  take(): Promise<Item | Error | undefined>
  /** Done when it ends, or at once where it has. */
  whenOver(done: () => void): void
}

/** @param overflow why a stream ends that has to wait for more than `max` to be taken */
export function createStream<Item>(max: number, overflow: () => Error): Stream<Item> {
  const { promise: over, resolve } = Promise.withResolvers<void>()
  const waiting: (Item | Error)[] = []
  let isOver = false
  let wake: (() => void) | undefined

  function end(reason?: Error): void {
    if (isOver) return
    isOver = true
    waiting.length = 0
    if (reason) waiting.push(reason)
    resolve()
    wake?.()
  }

  return {
    end,

    push(item) {
      if (isOver) return
      if (waiting.length >= max) end(overflow())
      else waiting.push(item)
      wake?.()
    },

    async take() {
      if (waiting.length === 0 && !isOver) {
        const awake = Promise.withResolvers<void>()
        wake = awake.resolve
        await awake.promise
      }
      return waiting.shift()
    },

    whenOver(done) {
      void over.then(done)
    },
  }
}
