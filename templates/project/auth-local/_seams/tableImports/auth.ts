import type {
  AuthAccountsTable,
  AuthAttemptsTable,
  AuthMailTokensTable,
  AuthRefreshTokensTable,
  AuthSessionsTable,
} from '../auth/tables.ts'
