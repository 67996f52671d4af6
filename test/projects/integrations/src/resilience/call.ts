/** What a call takes besides its input. */
export interface CallOptions {
  /**
   * Ends the call, and its connection, when nobody waits for it any more; that of the request that it is a
   * part of, unless it is said.
   */
  readonly signal?: AbortSignal | undefined
  /** The same for what is one deed, also when it is asked for twice; a new one unless it is said. */
  readonly idempotencyKey?: string
  /** The id of the request that this is a part of, and its trace (W3C Trace Context). */
  readonly requestId?: string
  readonly traceparent?: string | undefined
}

/** An answer, and whether it is one of now. */
export interface Answered<T> {
  readonly value: T
  /** `stale` is the last good answer, `default` a value that was decided on beforehand. */
  readonly source: 'live' | 'stale' | 'default'
}
