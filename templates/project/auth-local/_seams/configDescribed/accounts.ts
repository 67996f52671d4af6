    accounts: describeAccounts(config.accounts),
