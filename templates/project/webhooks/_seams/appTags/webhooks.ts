...webhookTags(dependencies.webhooks ?? webhookRegistry)
