    integrations: describeIntegrations(config.integrations),
