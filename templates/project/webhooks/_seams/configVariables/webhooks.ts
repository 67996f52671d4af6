    ...webhookVariables,
