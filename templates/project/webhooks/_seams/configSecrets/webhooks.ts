  ...webhookSecrets,
