import { webhooks } from './webhooks/index.ts'
import { webhookRoutes, webhookTag } from './webhooks/receive.ts'
