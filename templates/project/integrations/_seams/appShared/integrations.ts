integrations: outside.integrations
