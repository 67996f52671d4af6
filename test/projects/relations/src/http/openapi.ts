import { STATUS_CODES } from 'node:http'
import swagger from '@fastify/swagger'
import type { FastifyInstance } from 'fastify'
import { SERVICE_NAME } from '../about.ts'
import type { Resource } from '../resources/resource.ts'
import { type ProblemKind, problemTypes, toProblem } from './error-handler.ts'
import { mediaTypesOf } from './media-types.ts'
import { PROBLEM_MEDIA_TYPE, Problem } from './problem.ts'

interface Response {
  description?: string
  headers?: object
  readonly $ref?: string
}

interface Operation {
  readonly requestBody?: unknown
  readonly responses: Record<string, Response>
}

/** As much of an OpenAPI document as is looked into here. */
export interface OpenapiDocument {
  readonly openapi: string
  readonly paths?: Record<string, Record<string, Operation>>
  readonly components?: Readonly<Record<string, object>>
}

const server = {
  url: '/',
  description: 'Where this document comes from, be it local, staging or production.',
  'x-internal': false,
}

/** Collects the routes that are registered after it into an OpenAPI document. */
export async function addOpenapi(
  app: FastifyInstance,
  resources: readonly Resource[],
): Promise<void> {
  await app.register(swagger, {
    openapi: {
      // Not 3.2: linters silently skip rules that they do not know for it.
      openapi: '3.1.1',
      info: {
        title: SERVICE_NAME,
        version: '1.0.0',
        description: 'Every error is a problem (RFC 9457) with a stable `code`.',
        // Until you say otherwise, as `"private": true` in package.json.
        license: { name: 'All rights reserved', identifier: 'LicenseRef-All-Rights-Reserved' },
      },
      servers: [server],
      // Said outright, since a document that says nothing reads like one that forgot to.
      security: [],
      tags: resources.map(({ tag }) => ({ ...tag })),
    },
    convertConstToEnum: false,
    transform: ({ schema, url, route }) => {
      const consumes = schema?.body ? mediaTypesOf(schema.body, String(route.method)) : []
      return { url, schema: { ...schema, consumes } }
    },
    transformObject: (it) =>
      'openapiObject' in it ? withProblems(it.openapiObject as OpenapiDocument) : it.swaggerObject,
  })
}

/** The document of the public routes, in the order in which they were registered. */
export async function openapiDocument(api: FastifyInstance): Promise<OpenapiDocument> {
  await api.ready()
  return api.swagger() as unknown as OpenapiDocument
}

/** A header of an answer, whose text is no longer than a header may be. */
const header = (description: string, example: string) => ({
  description,
  schema: { type: 'string', maxLength: 8_000 },
  example,
})

const location = header('Where it is now.', '/v1/things/0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52')

/** The headers that any answer may have. */
const headers = {
  RateLimit: header('What is left of the quota, and for how many seconds.', '"default";r=99;t=60'),
  'RateLimit-Policy': header('The quota, and the seconds it is for.', '"default";q=100;w=60'),
  'X-Request-Id': header('Finds this request in the log of the server.', 'b0e4c1d2-request'),
  'Access-Control-Allow-Origin': header(
    'Which pages of other origins may read the answer: without it, none.',
    'https://app.example.com',
  ),
}

const headerReferences = Object.fromEntries(
  Object.keys(headers).map((name) => [name, { $ref: `#/components/headers/${name}` }]),
)

/** Says of each operation how it may fail, so that resources only say how they succeed. */
function withProblems(document: OpenapiDocument): OpenapiDocument {
  const responses: Record<string, object> = {}
  for (const [path, item] of Object.entries(document.paths ?? {})) {
    for (const [method, operation] of Object.entries(item)) {
      for (const [status, response] of Object.entries(operation.responses)) {
        if (response.description === 'Default Response') {
          response.description = STATUS_CODES[status] ?? 'Success'
        }
        const own = status === '201' ? { Location: location } : {}
        response.headers = { ...own, ...headerReferences, ...response.headers }
      }
      for (const kind of problemsOf(path, method, operation)) {
        operation.responses[problemTypes[kind].status] ??= {
          $ref: `#/components/responses/${kind}`,
        }
        responses[kind] ??= problemResponse(kind)
      }
    }
  }
  const schemas = { ...document.components?.schemas, Problem: structuredClone(Problem) }
  return { ...document, components: { ...document.components, schemas, responses, headers } }
}

function problemsOf(path: string, method: string, operation: Operation): ProblemKind[] {
  const isChange = method !== 'get' && method !== 'head'
  return [
    'bad-request',
    ...(path.includes('{') ? (['not-found'] as const) : []),
    'not-acceptable',
    ...(isChange ? (['conflict'] as const) : []),
    ...(operation.requestBody
      ? (['content-too-large', 'unsupported-media-type', 'validation-failed'] as const)
      : []),
    'uri-too-long',
    'quota-exceeded',
    'internal',
    'unavailable',
    'timeout',
  ]
}

function problemResponse(kind: ProblemKind) {
  const seconds = { type: 'integer', format: 'int32', minimum: 1, maximum: 2_147_483_647 }
  const retryAfter = { schema: seconds, description: 'Seconds to wait.' }
  const isTemporary = kind === 'quota-exceeded' || kind === 'unavailable'
  const errors = [{ pointer: '/title', code: 'required', message: 'is required' }]
  const failure = kind === 'validation-failed' ? { kind, errors } : { kind }
  const example = toProblem(failure, { instance: '/v1/things', requestId: 'b0e4c1d2-request' })
  return {
    description: problemTypes[kind].title,
    headers: { ...headerReferences, ...(isTemporary && { 'Retry-After': retryAfter }) },
    content: {
      [PROBLEM_MEDIA_TYPE]: { schema: { $ref: '#/components/schemas/Problem' }, example },
    },
  }
}
