  /** Where calls wait that cannot be made now; without it, as in a worker, they fail. */
  readonly queue?: JobQueue
