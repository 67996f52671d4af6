  ...oidcSecrets,
