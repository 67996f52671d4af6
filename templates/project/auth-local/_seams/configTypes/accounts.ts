  readonly accounts: AccountsConfig
