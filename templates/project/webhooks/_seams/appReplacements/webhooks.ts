  /** The same of webhooks. */
  readonly webhooks?: readonly Webhook[]
