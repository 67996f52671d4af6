    webhooks: describeWebhooks(config.webhooks),
