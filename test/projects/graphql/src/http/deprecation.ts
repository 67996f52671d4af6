import type { FastifyInstance } from 'fastify'
import type { Resource } from '../resources/resource.ts'
import type { Clock } from '../shared/clock.ts'
import { HttpError } from './http-error.ts'

// The end of a version, told in time: `Deprecation` (RFC 9745), `Sunset` (RFC 8594), and `Link` to
// what comes after it (`successor-version`, RFC 5829).

export interface Deprecation {
  /** From when on nobody should begin to use it. */
  readonly since: Date
  /** From when on it is gone. */
  readonly until: Date
  /** Where the next version is: `/v2/articles`. */
  readonly successor: string
  /** A page for people about the change. */
  readonly notice: string | undefined
}

/** The major version that a resource is served as. */
export function versionOf({ version = 1 }: Resource): number {
  return version
}

/** What supersedes the version of a resource, if anything does. */
export function deprecationOf(
  resource: Resource,
  all: readonly Resource[],
): Deprecation | undefined {
  const next = all.find(
    ({ path, supersedes }) => path === resource.path && supersedes?.version === versionOf(resource),
  )
  if (!next?.supersedes) return undefined
  const { since, until, notice } = next.supersedes
  return {
    since: new Date(since),
    until: new Date(until),
    successor: `/v${versionOf(next)}${next.path}`,
    notice,
  }
}

/** Marks every route of the scope as deprecated, says so in every answer, and ends them in time. */
export function addDeprecation(
  scope: FastifyInstance,
  { since, until, successor, notice }: Deprecation,
  clock: Clock,
): void {
  const links = [
    `<${successor}>; rel="successor-version"`,
    ...(notice === undefined
      ? []
      : [`<${notice}>; rel="deprecation"`, `<${notice}>; rel="sunset"`]),
  ]
  scope.addHook('onRoute', (route) => {
    route.schema = { ...route.schema, deprecated: true }
  })
  scope.addHook('onRequest', async () => {
    if (clock.now() < until) return
    throw new HttpError(
      'gone',
      `This version ended on ${dayOf(until)}. It goes on at ${successor}.`,
    )
  })
  scope.addHook('onSend', async (_request, reply) => {
    reply.header('deprecation', `@${Math.floor(since.getTime() / 1_000)}`)
    reply.header('sunset', until.toUTCString())
    const others = reply.getHeader('link')
    reply.header('link', [...(others === undefined ? [] : [others]), ...links].join(', '))
  })
}

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10)
}
