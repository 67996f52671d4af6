    oidc: readOidc(values),
