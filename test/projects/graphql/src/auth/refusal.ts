import { UnauthenticatedError } from '../shared/errors.ts'

/** What was wrong with a token. The log is told; the caller only learns whether it is too old. */
export type RefusalReason =
  | 'form'
  | 'algorithm'
  | 'type'
  | 'key'
  | 'signature'
  | 'claims'
  | 'time'
  | 'expired'
  | 'session'

/** A token that was sent and says nothing that is believed. */
export class TokenRefusal extends UnauthenticatedError {
  readonly reason: RefusalReason

  constructor(reason: RefusalReason, options: { cause?: unknown } = {}) {
    const message = reason === 'expired' ? 'The token has expired.' : 'The token is not valid.'
    super('invalid_token', message, options)
    this.reason = reason
  }
}
