  /** How tokens are made and how long sessions last. */
  readonly auth: AuthConfig
