  ...authSecrets,
