import { createWebhookMetrics, type WebhookMetrics } from './webhook-metrics.ts'
