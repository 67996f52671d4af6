webhooks: []
