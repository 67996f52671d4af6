import {
  type AccountsConfig,
  accountsSecrets,
  accountsVariables,
  checkAccounts,
  describeAccounts,
  readAccounts,
} from './auth/accounts-config.ts'
