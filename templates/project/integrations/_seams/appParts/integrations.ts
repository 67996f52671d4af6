  const outside = openIntegrations({
    configs: config.integrations,
    logger,
    metrics: metrics.integrations,
    newId,
  })
