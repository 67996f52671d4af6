import type { FastifyReply, FastifyRequest } from 'fastify'
import { secretInCookie } from '../cookie.ts'
import { createSecret } from '../secret.ts'
import { LOGIN_SECONDS } from './logins.ts'

/** Browsers take this name from the host itself alone, over TLS, for all of its paths. */
const NAME = '__Host-oidc'

/** Lax, since the browser comes back from another site. No script reads it. */
const ATTRIBUTES = 'Path=/; Secure; HttpOnly; SameSite=Lax'

/** What tells the browser of a request from others; undefined where it has begun nothing here. */
export function browserOf(request: Pick<FastifyRequest, 'headers'>): string | undefined {
  return secretInCookie(request, NAME)
}

/** The same as before, so that somebody can begin in two windows at once. */
export function rememberBrowser(request: FastifyRequest, reply: FastifyReply): string {
  const browser = browserOf(request) ?? createSecret()
  reply.header('set-cookie', `${NAME}=${browser}; Max-Age=${LOGIN_SECONDS}; ${ATTRIBUTES}`)
  return browser
}
