  ...preparedWebhooks,
