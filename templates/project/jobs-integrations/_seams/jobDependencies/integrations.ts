  /** The third parties. What they cannot do now fails, and the job is tried again. */
  readonly integrations: Integrations
