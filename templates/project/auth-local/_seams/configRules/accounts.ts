  checkAccounts(values, environmentOf(values), add)
