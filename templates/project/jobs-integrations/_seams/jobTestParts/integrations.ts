integrations: openOutside(shared).integrations
