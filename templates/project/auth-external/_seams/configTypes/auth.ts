  /** Whose tokens are taken. */
  readonly auth: AuthConfig
