    integrations: createIntegrationMetrics(registry),
