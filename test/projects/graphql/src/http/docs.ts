import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance } from 'fastify'
import { SERVICE_NAME } from '../about.ts'
import type { OpenapiDocument } from './openapi.ts'

/** RFC 9512. */
const YAML_MEDIA_TYPE = 'application/yaml'

/** What the page needs: its own files, and pictures that its style sheet holds. No other host. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/**
 * Serves an OpenAPI document as /openapi.json and /openapi.yaml and, for people, under /docs.
 *
 * @param document of an API on another listener; without it, the one of this listener
 */
export async function addDocs(app: FastifyInstance, document?: OpenapiDocument): Promise<void> {
  if (document) {
    // What the plugin calls a document is narrower than what OpenAPI 3.1 does.
    const specification = { document: document as never }
    await app.register(swagger, { mode: 'static', specification })
  }
  app.get('/openapi.json', { schema: { hide: true }, config: { access: 'management' } }, async () =>
    app.swagger(),
  )
  app.get(
    '/openapi.yaml',
    { schema: { hide: true }, config: { access: 'management', produces: YAML_MEDIA_TYPE } },
    async (_request, reply) =>
      reply.type(`${YAML_MEDIA_TYPE}; charset=utf-8`).send(app.swagger({ yaml: true })),
  )

  await app.register(async (docs) => {
    // The routes are not ours, so what ours say in their `config` is said here.
    docs.addHook('onRoute', (route) => {
      route.config = { ...route.config, access: 'management', produces: 'any' }
    })
    docs.addHook('onRequest', async (_request, reply) => {
      reply.header('content-security-policy', CONTENT_SECURITY_POLICY)
    })
    await docs.register(swaggerUi, {
      routePrefix: '/docs',
      // Requests can be tried out only where the API answers.
      uiConfig: { layout: 'BaseLayout', ...(document && { supportedSubmitMethods: [] }) },
      theme: { title: SERVICE_NAME },
    })
  })
}
