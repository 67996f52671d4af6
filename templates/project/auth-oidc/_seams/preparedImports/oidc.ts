import { preparedClients } from './prepared-clients.ts'
