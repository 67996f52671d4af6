  const receive = webhookRoutes({
    webhooks: dependencies.webhooks ?? webhookRegistry,
    config: config.webhooks,
    metrics: metrics.webhooks,
    dependencies: shared,
  })
  await api.register(receive, { prefix: '/webhooks' })
