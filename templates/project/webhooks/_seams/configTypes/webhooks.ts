  /** What others tell us, and how they sign it. */
  readonly webhooks: WebhooksConfig
