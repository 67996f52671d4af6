import { preparedWebhooks } from './prepared-webhooks.ts'
