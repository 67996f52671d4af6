import { STATUS_CODES } from 'node:http'
import swagger from '@fastify/swagger'
import type { FastifyInstance } from 'fastify'
import { SERVICE_NAME } from '../about.ts'
import type { Access } from './access.ts'
import { type ProblemKind, problemTypes, toProblem } from './error-handler.ts'
import { mayRefuseFields } from './field-rules.ts'
import { mediaTypesOf } from './media-types.ts'
import { PROBLEM_MEDIA_TYPE, Problem } from './problem.ts'

interface Response {
  description?: string
  headers?: object
  readonly $ref?: string
}

interface Operation {
  readonly deprecated?: boolean
  readonly requestBody?: unknown
  readonly security?: readonly Readonly<Record<string, readonly string[]>>[]
  readonly responses: Record<string, Response>
  /** What somebody else made is not there. */
  readonly 'x-owned'?: true
  /** What `transform` says of the route to `withProblems`; it is not in the document. */
  'x-versioned'?: true
  'x-bulk'?: true
  'x-problems'?: readonly ProblemKind[]
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

const bearer = {
  type: 'http',
  scheme: 'bearer',
  description: 'A token (RFC 6750) that says who makes the request.',
} as const

export interface OpenapiOptions {
  /** How operations are grouped. */
  readonly tags: readonly { readonly name: string; readonly description: string }[]
  /** The ways to tell who calls that routes may say instead of that of the whole project. */
  readonly guards: readonly string[]
}

/** Collects the routes that are registered after it into an OpenAPI document. */
export async function addOpenapi(
  app: FastifyInstance,
  { tags, guards }: OpenapiOptions,
): Promise<void> {
  const securitySchemes = Object.fromEntries(['bearer', ...guards].map((name) => [name, bearer]))
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
      components: { securitySchemes },
      tags: [...tags],
    },
    convertConstToEnum: false,
    transform: ({ schema, url, route }) => {
      const method = String(route.method)
      const consumes = schema?.body ? mediaTypesOf(schema.body, method) : []
      const versioned = route.config?.versioned === true && {
        'x-versioned': true,
      }
      const bulk = route.config?.bulk === true && { 'x-bulk': true }
      const own = route.config?.problems ?? []
      const failures = mayRefuseFields({ schema }) ? [...own, 'forbidden'] : own
      const problems = failures.length > 0 && { 'x-problems': failures }
      const owned = route.config?.owned === true && { 'x-owned': true }
      const properties = {
        ...(route.config?.versioned && conditionOf(method)),
        ...(route.config?.idempotent && { 'idempotency-key': idempotencyKey }),
      }
      const headers = Object.keys(properties).length > 0 && {
        headers: { type: 'object', properties },
      }
      const security = securityOf(route.config?.access, route.config?.guard)
      const told = { ...owned, ...versioned, ...bulk, ...problems }
      return { url, schema: { ...schema, ...headers, consumes, security, ...told } }
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

const challenge = header('How the caller can tell who it is.', 'Bearer')
const location = header('Where it is now.', '/v1/things/0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52')

const deprecation = header('When it began to be deprecated (RFC 9745).', '@1767225600')
const sunset = header('When it ends (RFC 8594).', 'Fri, 01 Jan 2027 00:00:00 GMT')

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

/** Who may use an operation. A list that is empty says that everyone may. */
function securityOf(access: Access = 'public', guard = 'bearer'): { [scheme: string]: string[] }[] {
  if (access === 'public' || access === 'management') return []
  if (access === 'authenticated') return [{ [guard]: [] }]
  return [{ [guard]: [...(access.roles ?? []), ...(access.scopes ?? [])] }]
}

/** Says of each operation how it may fail, so that resources only say how they succeed. */
function withProblems(document: OpenapiDocument): OpenapiDocument {
  const responses: Record<string, object> = {}
  for (const [path, item] of Object.entries(document.paths ?? {})) {
    for (const [method, operation] of Object.entries(item)) {
      for (const [status, response] of Object.entries(operation.responses)) {
        if (response.description === 'Default Response') {
          response.description = STATUS_CODES[status] ?? 'Success'
        }
        const own = {
          ...(status === '201' && !operation['x-bulk'] && { Location: location }),
          ...(operation.deprecated && { Deprecation: deprecation, Sunset: sunset }),
        }
        response.headers = { ...own, ...headerReferences, ...response.headers }
      }
      describeVersion(method, operation)
      for (const kind of problemsOf(path, method, operation)) {
        operation.responses[problemTypes[kind].status] ??= {
          $ref: `#/components/responses/${kind}`,
        }
        responses[kind] ??= problemResponse(kind)
      }
      delete operation['x-versioned']
      delete operation['x-bulk']
      delete operation['x-problems']
    }
  }
  const { securitySchemes = {}, ...given } = document.components ?? {}
  const schemas = { ...given.schemas, Problem: structuredClone(Problem) }
  // A way to say who calls that no operation asks for would be one that leads nowhere.
  const asked = schemesOf(document)
  const schemes = asked.size > 0 && {
    securitySchemes: Object.fromEntries(
      Object.entries(securitySchemes).filter(([name]) => asked.has(name)),
    ),
  }
  return { ...document, components: { ...given, ...schemes, schemas, responses, headers } }
}

function schemesOf({ paths = {} }: OpenapiDocument): ReadonlySet<string> {
  const operations = Object.values(paths).flatMap((item) => Object.values(item))
  return new Set(
    operations.flatMap(({ security = [] }) => security.flatMap((it) => Object.keys(it))),
  )
}

/** The field that makes a request conditional (RFC 9110, 13). */
function conditionOf(method: string): object {
  const text = (description: string) => ({ type: 'string', maxLength: 8_000, description })
  const conditions: Record<string, object> = {
    POST: {},
    GET: { 'if-none-match': text('The `ETag` that the caller has: 304 while it still holds.') },
  }
  const change =
    'The `ETag` of the version that the change is for: 412 when there is another by now.'
  return conditions[method] ?? { 'if-match': text(change) }
}

const idempotencyKey = {
  type: 'string',
  minLength: 1,
  maxLength: 257,
  description:
    'New for each new request, such as a UUID; the same when a request is sent again, which then is done once. Kept for 24 hours.',
}

function describeVersion(method: string, operation: Operation): void {
  if (!operation['x-versioned']) return
  const etag = {
    schema: { type: 'string', maxLength: 16 },
    description: 'The version of the resource, for `If-Match` and `If-None-Match`.',
    example: '"1"',
  }
  for (const status of ['200', '201']) {
    const response = operation.responses[status]
    if (response) response.headers = { ...response.headers, ETag: etag }
  }
  if (method === 'get') {
    operation.responses['304'] = {
      description: 'Not Modified',
      headers: { ...headerReferences, ETag: etag },
    }
  }
}

function problemsOf(path: string, method: string, operation: Operation): ProblemKind[] {
  const isChange = method !== 'get' && method !== 'head'
  const [guard] = operation.security ?? []
  return [
    'bad-request',
    ...(guard ? (['unauthenticated'] as const) : []),
    ...(guard && Object.values(guard).some((it) => it.length > 0) ? (['forbidden'] as const) : []),
    ...(path.includes('{') ? (['not-found'] as const) : []),
    'not-acceptable',
    ...(isChange ? (['conflict'] as const) : []),
    ...(operation.deprecated ? (['gone'] as const) : []),
    ...(isChange && method !== 'post' && operation['x-versioned']
      ? (['precondition-failed', 'precondition-required'] as const)
      : []),
    ...(operation.requestBody
      ? (['content-too-large', 'unsupported-media-type', 'validation-failed'] as const)
      : []),
    'uri-too-long',
    'quota-exceeded',
    'internal',
    'unavailable',
    'timeout',
    ...(operation['x-problems'] ?? []),
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
    headers: {
      ...headerReferences,
      ...(isTemporary && { 'Retry-After': retryAfter }),
      ...(kind === 'unauthenticated' && { 'WWW-Authenticate': challenge }),
    },
    content: {
      [PROBLEM_MEDIA_TYPE]: { schema: { $ref: '#/components/schemas/Problem' }, example },
    },
  }
}
