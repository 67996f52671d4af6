  auth_clients: AuthClientsTable
  auth_identities: AuthIdentitiesTable
  auth_oidc_logins: AuthOidcLoginsTable
