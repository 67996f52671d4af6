import { BadGatewayError, TimeoutError, UnavailableError } from '../shared/errors.ts'

/** Why a call of a third party came to nothing. A label of metrics: few, and always the same. */
export type Outcome =
  | 'unavailable'
  | 'timeout'
  | 'wrong_answer'
  | 'refused'
  | 'open'
  | 'full'
  | 'cancelled'

interface Details {
  readonly cause?: unknown
  /** What the third party asked to wait before another try. */
  readonly retryAfterMs?: number | undefined
  /** Whether another try may help at all. */
  readonly isPassing?: boolean
}

/** It cannot be reached, or says that it cannot answer. */
export class IntegrationUnavailableError extends UnavailableError {
  readonly outcome: Outcome = 'unavailable'
  readonly retryAfterMs: number | undefined
  readonly isPassing: boolean

  constructor(message: string, { cause, retryAfterMs, isPassing = true }: Details = {}) {
    super('integration_unavailable', message, { cause })
    this.retryAfterMs = retryAfterMs
    this.isPassing = isPassing
  }
}

/** It failed too often lately, and is left alone for a while: nothing was sent. */
export class CircuitOpenError extends UnavailableError {
  readonly outcome: Outcome = 'open'

  constructor(integration: string) {
    super('integration_unavailable', `${integration} failed too often and is not asked now`)
  }
}

/** As many calls as may be are under way: nothing was sent. */
export class TooManyCallsError extends UnavailableError {
  readonly outcome: Outcome = 'full'

  constructor(integration: string) {
    super('integration_unavailable', `too many calls of ${integration} are under way`)
  }
}

/** It took longer than it may. */
export class IntegrationTimeoutError extends TimeoutError {
  readonly outcome: Outcome = 'timeout'

  constructor(message: string, { cause }: Pick<Details, 'cause'> = {}) {
    super('integration_timeout', message, { cause })
  }
}

/** It answered what cannot be used: another shape, another media type, too much of it, a redirect. */
export class WrongAnswerError extends BadGatewayError {
  readonly outcome: Outcome = 'wrong_answer'

  constructor(message: string, { cause }: Pick<Details, 'cause'> = {}) {
    super('integration_wrong_answer', message, { cause })
  }
}

/**
 * It is well, and refused this request (4xx). A service that knows what the status means here catches
 * it and throws an error of its own; what is not caught was our mistake, and is a 502.
 */
export class RefusedError extends BadGatewayError {
  readonly outcome: Outcome = 'refused'
  readonly status: number

  constructor(integration: string, status: number) {
    super('integration_refused', `${integration} refused the request with ${status}`)
    this.status = status
  }
}

/** Whoever called does not wait any more. */
export class CallCancelledError extends UnavailableError {
  readonly outcome: Outcome = 'cancelled'

  constructor(integration: string) {
    super('integration_cancelled', `the call of ${integration} was cancelled`)
  }
}

export type IntegrationError =
  | IntegrationUnavailableError
  | CircuitOpenError
  | TooManyCallsError
  | IntegrationTimeoutError
  | WrongAnswerError
  | RefusedError
  | CallCancelledError

/** Whether the error comes of a third party, and not of a fault in our own code. */
export function isIntegrationError(error: unknown): error is IntegrationError {
  return error instanceof Error && 'outcome' in error
}

/** Whether something may stand in: a refusal is an answer, and who does not wait any more needs none. */
export function isOutage({ outcome }: IntegrationError): boolean {
  return outcome !== 'refused' && outcome !== 'cancelled'
}
