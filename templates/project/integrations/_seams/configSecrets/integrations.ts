  ...integrationSecrets,
