      ...oauth.tags,
