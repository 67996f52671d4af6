  ...preparedClients,
