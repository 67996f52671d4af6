import type { FastifyRequest } from 'fastify'

/** The secret in the cookie of this name; undefined where there is none that could be one. */
export function secretInCookie(
  { headers }: Pick<FastifyRequest, 'headers'>,
  name: string,
): string | undefined {
  const cookies = (headers.cookie ?? '').split(';').map((cookie) => cookie.trim())
  const values = cookies.filter((it) => it.startsWith(`${name}=`))
  // Two of one name: somebody else may have set one of them.
  const [value, ...others] = values.map((it) => it.slice(name.length + 1))
  return others.length === 0 && /^[\w-]{43}$/.test(value ?? '') ? value : undefined
}
