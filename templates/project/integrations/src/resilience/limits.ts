// How a third party is called, in one place. What differs from one to another (how long, how often,
// how many at once) is a variable of the environment; the rest is the same for all.

/** Failures are counted over this time: long enough to see a few calls, short enough to forget. */
export const SAMPLING_MS = 10_000

/** Fewer calls than that in `SAMPLING_MS` say nothing, so one failure alone never opens the circuit. */
export const MINIMUM_CALLS = 5

/** The circuit opens when more than this part of them failed: below it, tries again still help. */
export const FAILURE_SHARE = 0.5

/** How long nothing is sent once it is open; then one call may try. It doubles up to the most. */
export const OPEN_MS = 10_000
export const MAX_OPEN_MS = 80_000

/** A wait before another try is a random part of this, doubled each time: those who failed together must not come back together. */
export const BASE_DELAY_MS = 100
export const MAX_DELAY_MS = 2_000

/**
 * Of every ten calls one may be tried again, beyond a reserve of ten. When all calls fail, tries again
 * would multiply the load on somebody who is down already.
 */
export const RETRIES_PER_CALL = 0.1
export const RETRY_RESERVE = 10

/** An answer is read up to here, and the connection is cut then. After decompression. */
export const MAX_ANSWER_BYTES = 1_048_576

/** How many last good answers each operation keeps, and for how long they may stand in for a new one. */
export const MAX_STALE_ENTRIES = 500
export const MAX_STALE_MS = 60 * 60 * 1_000
