    integrations: readIntegrations(values),
