    oauth.authenticate,
