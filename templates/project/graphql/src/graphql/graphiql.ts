import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { SERVICE_NAME } from '../about.ts'
import { HttpError } from '../http/http-error.ts'

/** As much as is used of the package that has all of GraphiQL in it. */
interface Renderer {
  renderGraphiQL(options: { readonly endpoint: string; readonly title: string }): string
}

interface Page {
  readonly html: string
  readonly policy: string
}

/**
 * The page to try queries in. All that it needs is in it, so no other host is asked. It is made when
 * somebody asks for it, of a development dependency: what production installs has no such page.
 *
 * @param load what makes the page, for a test
 */
export function createGraphiql(endpoint: string, load: () => Promise<Renderer> = loadRenderer) {
  let made: Promise<Page> | undefined

  async function make(): Promise<Page> {
    const renderer = await load().catch(explain)
    const html = renderer.renderGraphiQL({ endpoint, title: `${SERVICE_NAME}: GraphQL` })
    return { html, policy: policyFor(html) }
  }

  return {
    /** Whether it is a browser that shows what it gets, and not one that asks a query. */
    isAskedFor({ headers, query }: FastifyRequest): boolean {
      const isPage = headers.accept?.includes('text/html') ?? false
      return isPage && Object.keys(query as object).length === 0
    },

    async send(reply: FastifyReply): Promise<FastifyReply> {
      made ??= make()
      const { html, policy } = await made
      return reply
        .header('content-security-policy', policy)
        .type('text/html; charset=utf-8')
        .send(html)
    },
  }
}

function loadRenderer(): Promise<Renderer> {
  return import('@graphql-yoga/render-graphiql')
}

function explain(error: NodeJS.ErrnoException): never {
  if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error
  throw new HttpError(
    'not-found',
    'GraphiQL is a development dependency, and is not installed here.',
  )
}

/**
 * What the page may: run the one program that is in it, byte for byte, and ask this origin. Its editor
 * writes style sheets while it runs, and starts parts of the program as workers; pictures and fonts
 * are in the page.
 */
function policyFor(html: string): string {
  const script = html.slice(
    html.indexOf('<script>') + '<script>'.length,
    html.lastIndexOf('</script>'),
  )
  const hash = createHash('sha256').update(script).digest('base64')
  return [
    "default-src 'none'",
    `script-src 'sha256-${hash}'`,
    'worker-src blob:',
    "style-src 'unsafe-inline'",
    'img-src data:',
    'font-src data:',
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}
