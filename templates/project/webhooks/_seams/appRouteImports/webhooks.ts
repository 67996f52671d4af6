import { webhooks as webhookRegistry } from './webhooks/index.ts'
import { webhookRoutes, webhookTags } from './webhooks/receive.ts'
import type { Webhook } from './webhooks/webhook.ts'
