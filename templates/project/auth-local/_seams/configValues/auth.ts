    auth: readAuth(values, environment),
