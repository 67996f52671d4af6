import type { FastifyReply } from 'fastify'
import { type ProblemKind, sendProblem } from '../../http/error-handler.ts'

/** The words of RFC 6749, 5.2. */
export type TokenError =
  | 'invalid_request'
  | 'invalid_client'
  | 'unsupported_grant_type'
  | 'invalid_scope'

const details: Readonly<Record<TokenError, string>> = {
  invalid_request: 'The request cannot be read.',
  invalid_client: 'The client is not known, or its secret is wrong.',
  unsupported_grant_type: 'The only grant here is client_credentials.',
  invalid_scope: 'The client may not have all of these scopes.',
}

/** Why a client gets no token. */
export class TokenRequestError extends Error {
  override readonly name = 'TokenRequestError'
  readonly error: TokenError

  constructor(error: TokenError, detail = details[error]) {
    super(detail)
    this.error = error
  }
}

/** As every problem here, with the two members that clients of OAuth look for. */
export function sendTokenError(reply: FastifyReply, { error, message }: TokenRequestError) {
  const isClient = error === 'invalid_client'
  const kind: ProblemKind = isClient ? 'unauthenticated' : 'bad-request'
  return sendProblem(reply, {
    kind,
    code: error,
    detail: message,
    members: { error, error_description: message },
    // How a client can say who it is here: not by a token, which is what it asks for.
    ...(isClient && { headers: { 'www-authenticate': 'Basic realm="token", charset="UTF-8"' } }),
  })
}
