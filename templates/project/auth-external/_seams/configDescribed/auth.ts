    auth: describeAuth(config.auth),
