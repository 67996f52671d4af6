    accounts: readAccounts(values),
