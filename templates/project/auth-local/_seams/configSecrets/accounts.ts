  ...accountsSecrets,
