import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { type TSchema, Type } from 'typebox'
import { withTransaction } from '../database/transaction.ts'
import { problemTypes } from '../http/error-handler.ts'
import { HttpError } from '../http/http-error.ts'
import { JSON_MEDIA_TYPE, jsonParser } from '../http/media-types.ts'
import { networkOf } from '../http/rate-limit.ts'
import { toRequestFaults } from '../http/validation.ts'
import * as wire from '../http/wire.ts'
import type { WebhookMetrics } from '../observability/webhook-metrics.ts'
import type { Dependencies } from '../resources/resource.ts'
import type { WebhooksConfig } from './config.ts'
import { createDeliveries } from './deliveries.ts'
import type { Handler } from './handler.ts'
import { EventType, type Received, type Scheme, type SignedRequest } from './scheme.ts'
import { SignatureError } from './signature.ts'
import type { EventSchemas, Webhook } from './webhook.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** The bytes of the body, on the routes of webhooks alone: what was signed. */
    rawBody: Buffer | null
    /** The event in it, once it is known to be as it should be. */
    received: Received | null
  }
}

export interface ReceiveOptions {
  readonly webhooks: readonly Webhook[]
  readonly config: WebhooksConfig
  readonly metrics: WebhookMetrics
  readonly dependencies: Dependencies
}

const tag = { name: 'Webhooks', description: 'What others tell us, signed.' }

/** How the documentation groups them. */
export function webhookTags({ length }: readonly Webhook[]): readonly (typeof tag)[] {
  return length > 0 ? [tag] : []
}

const DAY_MS = 24 * 60 * 60 * 1_000

/** The routes by which others tell us what has happened: `POST /<name>` for each. */
export function webhookRoutes({ webhooks, ...shared }: ReceiveOptions): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.decorateRequest('rawBody', null)
    app.decorateRequest('received', null)
    // Each in a scope of its own, in which bodies are read otherwise than everywhere else.
    for (const webhook of webhooks) await app.register(routeOf(webhook, shared))
  }
}

function routeOf(
  webhook: Webhook,
  { config, metrics, dependencies }: Omit<ReceiveOptions, 'webhooks'>,
): FastifyPluginAsyncTypebox {
  const { name, scheme, events, table } = webhook
  const { db, clock } = dependencies
  const keys = config.secrets[webhook.secrets].map((secret) => keyOf(scheme, secret))
  const toleranceMs = config.toleranceSeconds * 1_000
  const deliveries = createDeliveries({ table, clock, retentionMs: config.retentionDays * DAY_MS })
  const handlers = new Map<string, Handler<unknown>>(
    Object.entries(webhook.handlers(dependencies)) as [string, Handler<unknown>][],
  )
  metrics.expect(name)

  /** @throws HttpError 401 for what is not signed as it should be */
  function verify(request: FastifyRequest, body: Buffer): void {
    try {
      scheme.verify({ headers: request.headers, body }, keys, { now: clock.now(), toleranceMs })
    } catch (error) {
      if (!(error instanceof SignatureError)) throw error
      metrics.delivered(name, 'refused')
      const from = { network: networkOf(request.ip), requestId: request.id }
      const told = {
        event: 'webhook.delivery.refused',
        webhook: name,
        reason: error.reason,
        ...from,
      }
      request.log.warn(told, 'security event')
      throw new HttpError('unauthenticated', error.message, {
        code: error.reason,
        headers: { 'www-authenticate': 'Webhook-Signature' },
      })
    }
  }

  /** @throws HttpError 422 with every place in the body that is not as it should be */
  function read(request: FastifyRequest): Received {
    const { body } = request
    refuseFaults(request, scheme.envelope, body, '')
    const received = scheme.read(signedOf(request), body)
    const schema = eventSchema(events, received.type)
    if (!schema) return received
    const data = onlyKnown(received.data, schema)
    refuseFaults(request, schema, data, scheme.pointer)
    return { ...received, data }
  }

  async function deliver(request: FastifyRequest, received: Received) {
    const { id, type } = received
    const handle = handlers.get(type)
    if (!handle) {
      request.log.info({ event: 'webhook.delivery.ignored', webhook: name, type, id }, 'ignored')
      return 'ignored'
    }
    return withTransaction(db, async (trx) => {
      if (!(await deliveries.claim(trx, id))) return 'repeated'
      await handle(received, { db: trx, logger: request.log })
      return 'handled'
    })
  }

  return async (app) => {
    const readJson = jsonParser(app)
    app.removeAllContentTypeParsers()
    app.addContentTypeParser<Buffer>(
      JSON_MEDIA_TYPE,
      { parseAs: 'buffer' },
      (request, body, done) => {
        try {
          // Before anything is read of it: what nobody signed is for nobody to parse.
          verify(request, body)
        } catch (error) {
          return done(error as Error)
        }
        request.rawBody = body
        readJson(request, body, (error, value) => {
          if (error) metrics.delivered(name, 'invalid')
          done(error, value)
        })
      },
    )

    app.post(
      `/${name}`,
      {
        bodyLimit: config.bodyLimitBytes,
        // The signature says who it is. There is no token, and no one whose roles could be asked for.
        config: { access: 'public', problems: ['unauthenticated'] },
        schema: {
          operationId: webhook.operationId,
          summary: `Receive an event of ${name}`,
          description:
            'Signed by its sender. An event that came before, or that nothing is done about, is answered with 204 too.',
          tags: [tag.name],
          headers: Type.Object({ ...scheme.headers }),
          body: bodySchema(webhook),
          response: { 204: wire.NoContent },
        },
        preValidation: async (request) => {
          try {
            request.received = read(request)
          } catch (error) {
            metrics.delivered(name, 'invalid')
            throw error
          }
        },
      },
      async (request, reply) => {
        try {
          metrics.delivered(name, await deliver(request, receivedOf(request)))
        } catch (error) {
          metrics.delivered(name, 'failed')
          throw error
        }
        return reply.code(204).send(null)
      },
    )
  }
}

function keyOf({ form }: Scheme, secret: string): Buffer {
  const key = form.keyOf(secret)
  if (key) return key
  throw new Error(`a secret of a webhook is not ${form.expected}`)
}

function signedOf({ headers, rawBody }: FastifyRequest): SignedRequest {
  if (!rawBody) throw new Error('a webhook was called without a body that was verified')
  return { headers, body: rawBody }
}

function receivedOf({ received }: FastifyRequest): Received {
  if (!received) throw new Error('a webhook was called without an event that was read')
  return received
}

function eventSchema(events: EventSchemas, type: string) {
  return Object.hasOwn(events, type) ? events[type] : undefined
}

/** Without the members that we do not know, which may come and go as the sender likes. */
function onlyKnown(data: unknown, { properties }: EventSchemas[string]): unknown {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return data
  const known = Object.entries(data).filter(([name]) => Object.hasOwn(properties, name))
  return Object.fromEntries(known)
}

function refuseFaults(request: FastifyRequest, schema: TSchema, value: unknown, at: string): void {
  const validate =
    request.getValidationFunction(schema) ?? request.compileValidationSchema(schema, 'body')
  if (validate(value)) return
  const faults = toRequestFaults(validate.errors ?? [], 'body')
  throw new HttpError('validation-failed', problemTypes['validation-failed'].detail, {
    errors: faults.map((fault) =>
      'pointer' in fault ? { ...fault, pointer: `${at}${fault.pointer}` } : fault,
    ),
  })
}

/** For the documentation: each event that is handled, and whatever else the sender has to tell. */
function bodySchema({ scheme, events, example }: Pick<Webhook, 'scheme' | 'events' | 'example'>) {
  const types = Object.keys(events)
  const handled = Object.entries(events).map(([type, data]) =>
    scheme.bodyOf(Type.Literal(type), data),
  )
  const other = Type.Unsafe<string>({ ...EventType, not: { enum: types } })
  return Type.Union([...handled, scheme.bodyOf(other, Type.Object({}))], {
    examples: [scheme.exampleOf(example.type, example.data)],
  })
}
