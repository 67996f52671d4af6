  /** What waits to be done. */
  readonly jobs: JobMetrics
