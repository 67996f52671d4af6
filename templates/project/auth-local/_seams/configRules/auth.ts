  checkAuth(values, environmentOf(values), add)
