import { HttpError } from '../../http/http-error.ts'
import { BadRequestError, InvalidError, NotFoundError } from '../../shared/errors.ts'

export class ProviderNotFoundError extends NotFoundError {
  constructor() {
    super('provider_not_found', 'There is no such provider to log in with.')
  }
}

/** Begun in another browser, used already, too old, or made up: it is not said which. */
export class LoginNotFoundError extends BadRequestError {
  constructor() {
    super('login_not_found', 'This login was not begun in this browser, or is over: begin anew.')
  }
}

/** The same whatever was wrong, also for an account that may not log in. The log has the reason. */
export class LoginRefusedError extends BadRequestError {
  readonly reason: string

  constructor(reason: string, options: { cause?: unknown } = {}) {
    super('login_refused', 'The login did not succeed: begin anew.', options)
    this.reason = reason
  }
}

/** Whoever says so at the provider may not be who reads the mails of the address. */
export class EmailNotVerifiedError extends InvalidError {
  constructor() {
    const message =
      'The provider does not say that an address of yours is confirmed: confirm it there.'
    super('email_not_verified', message)
  }
}

/** The provider does not answer, and is left alone for a while. */
export function providerIsDown(seconds: number): HttpError {
  return new HttpError('unavailable', 'The provider does not answer.', {
    headers: { 'retry-after': String(seconds) },
  })
}
