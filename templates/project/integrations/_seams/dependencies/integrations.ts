  /** The third parties, as services see them. */
  readonly integrations: Integrations
