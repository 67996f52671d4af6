    webhooks: createWebhookMetrics(registry),
