import { RETRIES_PER_CALL, RETRY_RESERVE } from './limits.ts'

/** How many tries again there may be, as a part of the calls. */
export interface RetryBudget {
  /** A call was made: it earns a part of a try. */
  earn(): void
  /** Whether there may be another try, which is spent then. */
  spend(): boolean
}

/** A bucket that calls fill and tries again empty; it begins full, so that the first may be tried. */
export function createRetryBudget(
  perCall = RETRIES_PER_CALL,
  reserve = RETRY_RESERVE,
): RetryBudget {
  let left = reserve
  return {
    earn() {
      left = Math.min(reserve, left + perCall)
    },
    spend() {
      // Tenths do not add up to a whole exactly.
      if (left < 1 - 1e-9) return false
      left -= 1
      return true
    },
  }
}
