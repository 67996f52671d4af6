    auth: readAuth(values),
