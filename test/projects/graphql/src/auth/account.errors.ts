import {
  ConflictError,
  InvalidError,
  NotFoundError,
  UnauthenticatedError,
} from '../shared/errors.ts'

/** The same whatever was wrong: that there is an account is nobody's business. */
export class InvalidCredentialsError extends UnauthenticatedError {
  constructor() {
    super('invalid_credentials', 'The address or the password is wrong.')
  }
}

/** Used before, expired, for something else, or made up: it is not said which. */
export class UnusableTokenError extends InvalidError {
  constructor(options: { cause?: unknown } = {}) {
    super('unusable_token', 'The token cannot be used, or not any more.', {
      ...options,
      errors: [{ pointer: '/token', code: 'unusable', message: 'cannot be used, or not any more' }],
    })
  }
}

export class WrongPasswordError extends InvalidError {
  constructor() {
    super('wrong_password', 'The current password is wrong.', {
      errors: [{ pointer: '/currentPassword', code: 'wrong', message: 'is not your password' }],
    })
  }
}

export class AccountNotFoundError extends NotFoundError {
  constructor() {
    super('account_not_found', 'There is no such account.')
  }
}

/** So that one administrator is left. */
export class OwnAccountError extends ConflictError {
  constructor() {
    super('own_account', 'Another administrator has to do this to your account.')
  }
}
