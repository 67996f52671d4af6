import { githubScheme } from '../schemes/github.ts'
import { defineWebhook } from '../webhook.ts'
import { codeHostingEvents } from './code-hosting.events.ts'
import { createCodeHostingHandlers } from './code-hosting.handlers.ts'

/** `POST /webhooks/code-hosting`: what code-hosting tells us, signed as GitHub does. */
export const codeHostingWebhook = defineWebhook({
  name: 'code-hosting',
  operationId: 'receiveCodeHostingWebhook',
  secrets: 'codeHosting',
  table: 'code_hosting_webhook_deliveries',
  scheme: githubScheme,
  events: codeHostingEvents,
  example: { type: 'push', data: { ref: 'First ref', after: 'First after' } },
  handlers: createCodeHostingHandlers,
})
