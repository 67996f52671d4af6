import { AsyncLocalStorage } from 'node:async_hooks'

/** How long somebody waits for what is at work. */
export interface Deadline {
  /** Aborts when nobody waits any more: the client hung up, or the time is over. */
  readonly signal: AbortSignal
  /** How much time is left; never below zero. */
  remainingMs(): number
}

const deadlines = new AsyncLocalStorage<Deadline | undefined>()

/** Has everything that `work` begins know until when it is waited for, however deep it lies. */
export function withDeadline<Result>(deadline: Deadline, work: () => Result): Result {
  return deadlines.run(deadline, work)
}

/** For what goes on after the answer, or is at work for others too: nobody ends it by hanging up. */
export function withoutDeadline<Result>(work: () => Result): Result {
  return deadlines.run(undefined, work)
}

/**
 * Until when what is at work is waited for; undefined where nobody waits. The database looks at it by
 * itself. Whoever asks another system hands the signal on, as in `fetch(url, { signal })`, and waits
 * no longer than is left.
 */
export function currentDeadline(): Deadline | undefined {
  return deadlines.getStore()
}
