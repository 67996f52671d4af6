  auth_accounts: AuthAccountsTable
  auth_attempts: AuthAttemptsTable
  auth_mail_tokens: AuthMailTokensTable
  auth_refresh_tokens: AuthRefreshTokensTable
  auth_sessions: AuthSessionsTable
