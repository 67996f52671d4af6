  const receiving = { webhooks, config: config.webhooks, metrics: metrics.webhooks }
  await api.register(webhookRoutes({ ...receiving, dependencies: shared }), { prefix: '/webhooks' })
