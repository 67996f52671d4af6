  /** The calls of third parties. */
  readonly integrations: IntegrationMetrics
