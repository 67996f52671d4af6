  /** The program that calls in its own name. */
  readonly clientId?: string | undefined
  /** Whom somebody logs in with. */
  readonly provider?: string | undefined
