  /** What others told us. */
  readonly webhooks: WebhookMetrics
