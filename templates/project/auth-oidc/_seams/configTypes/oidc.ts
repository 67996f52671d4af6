  /** Whom somebody can log in with. */
  readonly oidc: OidcConfig
