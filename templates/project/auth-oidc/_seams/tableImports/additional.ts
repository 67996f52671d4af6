import type { AuthClientsTable, AuthIdentitiesTable, AuthOidcLoginsTable } from '../auth/oauth-tables.ts'
