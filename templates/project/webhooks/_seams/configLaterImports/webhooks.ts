import {
  checkWebhooks,
  describeWebhooks,
  readWebhooks,
  type WebhooksConfig,
  webhookSecrets,
  webhookVariables,
} from './webhooks/config.ts'
