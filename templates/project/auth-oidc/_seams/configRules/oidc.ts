  checkOidc(values, environmentOf(values), add)
