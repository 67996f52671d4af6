    oidc: describeOidc(config.oidc),
