  /** How background jobs are done. */
  readonly jobs: JobsConfig
