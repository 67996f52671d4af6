  checkIntegrations(values, environmentOf(values), add)
