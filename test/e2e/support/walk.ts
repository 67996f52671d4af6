import type { Json } from './shop.ts'

/** The part of an OpenAPI document that a walk needs. */
export interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
}

interface Operation {
  readonly responses: Readonly<Record<string, unknown>>
}

export interface Answer {
  readonly status: number
  readonly body: Json
  readonly headers: Headers
}

/** A client that knows the document, and remembers which of its operations were called. */
export interface Walker {
  /** @param path of the document: `/v1/orders/{id}` */
  call(method: string, path: string, options?: CallOptions): Promise<Answer>
  /** `GET /v1/orders` */
  readonly operations: readonly string[]
  /** Those that were answered with success. */
  readonly done: ReadonlySet<string>
}

export interface CallOptions {
  readonly params?: Readonly<Record<string, string>>
  readonly query?: string
  readonly body?: unknown
}

const methods = ['get', 'post', 'put', 'patch', 'delete']

/** Every answer must have a status that is documented for its operation. */
export function createWalker(url: string, { paths }: Document): Walker {
  const done = new Set<string>()
  const operations = Object.entries(paths).flatMap(([path, item]) =>
    methods.filter((method) => method in item).map((method) => `${method.toUpperCase()} ${path}`),
  )
  return {
    operations,
    done,
    async call(method, path, { params = {}, query = '', body } = {}) {
      const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => params[name] ?? `{${name}}`)
      const answer = await fetch(new URL(filled + query, url), {
        method,
        ...(body !== undefined && {
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
        }),
      })
      const text = await answer.text()
      const operation = `${method} ${path}`
      const documented = Object.keys(paths[path]?.[method.toLowerCase()]?.responses ?? {})
      const { status, headers } = answer
      if (
        ![`${status}`, `${status}`.replace(/..$/, 'XX'), 'default'].some((key) =>
          documented.includes(key),
        )
      ) {
        throw new Error(`${operation} answered ${status}, which is not documented: ${text}`)
      }
      if (status < 400) done.add(operation)
      const isJson = /json/.test(headers.get('content-type') ?? '')
      return { status, headers, body: isJson && text !== '' ? JSON.parse(text) : {} }
    },
  }
}
