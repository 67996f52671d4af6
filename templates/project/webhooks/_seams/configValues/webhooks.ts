    webhooks: readWebhooks(values),
