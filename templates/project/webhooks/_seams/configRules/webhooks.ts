  checkWebhooks(values, environmentOf(values), add)
