      await app.register(oauth.routes)
