  AUTH_AUDIENCE: 'https://api.example.com',
  AUTH_ISSUER: 'https://login.example.com',
