  ...productionAuth,
