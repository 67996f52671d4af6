  /** The third parties that are called. */
  readonly integrations: IntegrationsConfig
