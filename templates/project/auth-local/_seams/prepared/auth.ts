  ...preparedAuth,
