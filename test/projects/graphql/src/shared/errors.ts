/** The kinds of failure that the rest of the program tells apart. What each means on the wire is decided in `http/` alone. */
export type ErrorKind =
  | 'bad-request'
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'precondition-failed'
  | 'invalid'
  | 'bad-gateway'
  | 'unavailable'
  | 'timeout'

/** One thing that is wrong with an input. `pointer` is a JSON Pointer (RFC 6901) into the body. */
export interface FieldError {
  readonly pointer: string
  readonly code: string
  readonly message: string
}

/**
 * A failure that is expected and may be told to the caller. `code` is stable and for machines,
 * `message` is for people and holds nothing secret. Any other error is a fault: the caller sees a
 * plain 500, the log sees everything.
 */
export abstract class AppError extends Error {
  abstract readonly kind: ErrorKind
  readonly code: string
  readonly errors: readonly FieldError[] | undefined

  constructor(
    code: string,
    message: string,
    options: { cause?: unknown; errors?: readonly FieldError[] } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = new.target.name
    this.code = code
    this.errors = options.errors
  }
}

/** The request cannot be understood: a cursor that was tampered with, an unknown parameter. */
export class BadRequestError extends AppError {
  override readonly kind = 'bad-request'
}

export class UnauthenticatedError extends AppError {
  override readonly kind = 'unauthenticated'
}

export class ForbiddenError extends AppError {
  override readonly kind = 'forbidden'
}

export class NotFoundError extends AppError {
  override readonly kind = 'not-found'
}

/** The state of the resource stands in the way: a value that must be unique is taken. */
export class ConflictError extends AppError {
  override readonly kind = 'conflict'
}

/** Another has the value of a field that must be unique. It is not said which one, nor the value. */
export class TakenError extends ConflictError {
  constructor(field: string | undefined, options: { cause?: unknown } = {}) {
    const message = 'A value that must be unique is already taken.'
    const errors = [{ pointer: `/${field}`, code: 'taken', message: 'is already taken' }]
    super('already_exists', message, { ...options, ...(field !== undefined && { errors }) })
  }
}

/** The change is for a version that is not the one there is: someone else was faster. */
export class PreconditionFailedError extends AppError {
  override readonly kind = 'precondition-failed'
}

/** The request was understood and breaks a rule. */
export class InvalidError extends AppError {
  override readonly kind = 'invalid'
}

/** Something that we depend on answered what cannot be used. */
export class BadGatewayError extends AppError {
  override readonly kind = 'bad-gateway'
}

/** Something that we depend on is down or full; trying again later may help. */
export class UnavailableError extends AppError {
  override readonly kind = 'unavailable'
}

/** Nobody waits for the answer any more, so what was at work for it was given up. */
export class CancelledError extends UnavailableError {
  constructor(options: { cause?: unknown } = {}) {
    super('cancelled', 'Nobody waits for the answer any more.', options)
  }
}

/** Something that we depend on took longer than it may. */
export class TimeoutError extends AppError {
  override readonly kind = 'timeout'
}
