import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { currentDeadline } from '../shared/deadline.ts'
import { AppError, CancelledError, type ErrorKind } from '../shared/errors.ts'
import { inBulk } from './bulk.ts'
import { HttpError, type RequestFault } from './http-error.ts'
import { MAX_FAULTS, PROBLEM_MEDIA_TYPE, type Problem } from './problem.ts'
import { toRequestFaults } from './validation.ts'

interface ProblemType {
  readonly status: number
  readonly title: string
  /** What is told when nothing more exact can be, or may be. */
  readonly detail: string
}

/** What a caller can be told. The only place where a kind of failure becomes a status. */
export const problemTypes = {
  'bad-request': {
    status: 400,
    title: 'Bad request',
    detail: 'The request cannot be read: its syntax, its path or one of its parameters is wrong.',
  },
  unauthenticated: {
    status: 401,
    title: 'Unauthenticated',
    detail: 'The request does not say who makes it, or not convincingly.',
  },
  forbidden: { status: 403, title: 'Forbidden', detail: 'The caller may not do this.' },
  'not-found': { status: 404, title: 'Not found', detail: 'There is nothing here.' },
  'method-not-allowed': {
    status: 405,
    title: 'Method not allowed',
    detail: 'The resource does not have this method; `Allow` lists those it has.',
  },
  'not-acceptable': {
    status: 406,
    title: 'Not acceptable',
    detail: 'The answer exists in none of the media types that `Accept` allows.',
  },
  'request-timeout': {
    status: 408,
    title: 'Request timeout',
    detail: 'The request did not arrive in time.',
  },
  conflict: {
    status: 409,
    title: 'Conflict',
    detail: 'The state of the resource stands in the way.',
  },
  gone: {
    status: 410,
    title: 'Gone',
    detail: 'This version is not served any more; `Link` leads to the next one.',
  },
  'precondition-failed': {
    status: 412,
    title: 'Precondition failed',
    detail: 'The resource is not, or no longer, in a version that `If-Match` names: read it again.',
  },
  'content-too-large': {
    status: 413,
    title: 'Content too large',
    detail: 'The body is larger than this operation takes.',
  },
  'uri-too-long': {
    status: 414,
    title: 'URI too long',
    detail: 'The address, or one parameter of its path, is too long.',
  },
  'unsupported-media-type': {
    status: 415,
    title: 'Unsupported media type',
    detail: 'The operation does not take a body of this media type or encoding.',
  },
  'expectation-failed': {
    status: 417,
    title: 'Expectation failed',
    detail: 'The only expectation that is understood is 100-continue.',
  },
  'validation-failed': {
    status: 422,
    title: 'Validation failed',
    detail: 'The body breaks its schema; `errors` names each place.',
  },
  invalid: {
    status: 422,
    title: 'Rule broken',
    detail: 'The request was understood and breaks a rule.',
  },
  'precondition-required': {
    status: 428,
    title: 'Precondition required',
    detail: 'A change has to say which version it is for: send its `ETag` as `If-Match`.',
  },
  'quota-exceeded': {
    status: 429,
    title: 'Quota exceeded',
    detail:
      'Too many requests came from this address or user; `Retry-After` says how many seconds to wait.',
  },
  'headers-too-large': {
    status: 431,
    title: 'Request header fields too large',
    detail: 'The header of the request is larger than the server takes.',
  },
  internal: {
    status: 500,
    title: 'Internal server error',
    detail: 'The server failed. The log has the reason under this request id.',
  },
  'bad-gateway': {
    status: 502,
    title: 'Bad gateway',
    detail: 'Something that the server depends on answered what cannot be used.',
  },
  unavailable: {
    status: 503,
    title: 'Service unavailable',
    detail: 'The server cannot do this at the moment; trying again later may help.',
  },
  timeout: {
    status: 504,
    title: 'Timeout',
    detail: 'Something that the server depends on took too long.',
  },
} as const satisfies Record<ErrorKind, ProblemType> & Record<string, ProblemType>

export type ProblemKind = keyof typeof problemTypes

/** What Fastify and its plugins refuse. Any other error of theirs is a fault of ours. */
const frameworkErrors: Readonly<Record<string, ProblemKind>> = {
  FST_ERR_BAD_URL: 'bad-request',
  FST_ERR_MAX_PARAM_LENGTH: 'uri-too-long',
  FST_ERR_NOT_FOUND: 'not-found',
  FST_ERR_CTP_BODY_TOO_LARGE: 'content-too-large',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'bad-request',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'bad-request',
  FST_ERR_CTP_INVALID_JSON_BODY: 'bad-request',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported-media-type',
  FST_STATIC_FORBIDDEN_PATH: 'not-found',
}

/** How long a caller should wait before it tries again, unless the error knows better. */
const RETRY_AFTER_SECONDS = 5

interface Failure {
  readonly kind: ProblemKind
  readonly code?: string | undefined
  readonly detail?: string | undefined
  readonly errors?: readonly RequestFault[] | undefined
  readonly headers?: Readonly<Record<string, string>>
  /** Further members of the problem (RFC 9457, 3.2). */
  readonly members?: Readonly<Record<string, unknown>>
}

/**
 * Makes the function that answers every failed request, whichever layer it failed in.
 *
 * @param translate recognizes errors of a driver, so that nothing here has to know one
 */
export function createErrorHandler(translate: (error: unknown) => AppError | undefined) {
  return (error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const failure = classify(error, request, translate)
    const isFailure = problemTypes[failure.kind].status >= 500 && !isMeant(error)
    if (isFailure) request.log.error({ err: error }, 'request failed')
    else request.log.debug({ err: error }, 'request refused')
    return sendProblem(reply, failure)
  }
}

/** What is refused on purpose is no failure, also where the fault is ours: whoever refuses says so. */
export function isMeant(error: unknown): boolean {
  return error instanceof HttpError || isGivenUp(error)
}

/** Whether it was at work for a client that hung up; `fetch` and its like then throw an `AbortError`. */
function isGivenUp(error: unknown): boolean {
  if (error instanceof CancelledError) return true
  const isOver = currentDeadline()?.signal.aborted ?? false
  return isOver && error instanceof Error && error.name === 'AbortError'
}

/** What went wrong, in the words of what a caller can be told. */
export function classify(
  error: unknown,
  { raw, routeOptions }: FastifyRequest,
  translate: (error: unknown) => AppError | undefined,
): Failure {
  if (error instanceof HttpError) {
    const { kind, code, message, errors, headers } = error
    return { kind, code, detail: message, errors, headers }
  }
  // The client hung up halfway through its body. Nobody will read the answer, nobody is to blame.
  if (raw.errored && error === raw.errored) return { kind: 'bad-request' }
  const expected = error instanceof AppError ? error : translate(error)
  if (expected) {
    const { kind, code, message } = expected
    const errors =
      expected.errors && routeOptions.config?.bulk ? inBulk(expected.errors) : expected.errors
    return { kind, code, detail: message, errors }
  }
  return classifyFrameworkError(error as FastifyError)
}

function classifyFrameworkError(error: FastifyError | null | undefined): Failure {
  if (error?.validation) return toValidationFailure(error)
  return { kind: frameworkErrors[error?.code ?? ''] ?? 'internal' }
}

/** 422 for a body that breaks its schema; 400 for the rest, which a client builds and not a person. */
function toValidationFailure({ validation, validationContext }: FastifyError): Failure {
  const errors = toRequestFaults(validation ?? [], validationContext ?? 'body')
  if (validationContext === 'body') return { kind: 'validation-failed', errors }
  return { kind: 'bad-request', code: 'invalid_parameter', errors }
}

/** Answers with a problem. What went wrong inside (5xx) is never told, only where to look it up. */
export function sendProblem(reply: FastifyReply, failure: Failure): FastifyReply {
  const problem = toProblem(failure, {
    requestId: reply.request.id,
    instance: instanceOf(reply.request.url),
  })
  const challenge = challengeOf(problem)
  if (challenge !== undefined) reply.header('www-authenticate', challenge)
  if (problem.status === 503) reply.header('retry-after', RETRY_AFTER_SECONDS)
  return reply
    .code(problem.status)
    .headers({ ...failure.headers, 'cache-control': 'no-store' })
    .type(`${PROBLEM_MEDIA_TYPE}; charset=utf-8`)
    .send(JSON.stringify({ ...problem, ...failure.members }))
}

/** Where nothing is wrong with the token: there is none, or it is of somebody who has to log in again. */
const challenges: Readonly<Record<string, string>> = {
  unauthenticated: 'Bearer',
  invalid_credentials: 'Bearer',
  // RFC 9470, but for the status: a client that gets 401 tries with a new token of the same login.
  reauthentication_required: 'Bearer error="insufficient_user_authentication"',
}

/**
 * How the caller could tell who it is (RFC 9110, 15.5.2). What was wrong is said only to who sent a
 * token (RFC 6750, 3.1).
 */
function challengeOf({ status, code }: Problem): string | undefined {
  if (status === 401) return challenges[code] ?? 'Bearer error="invalid_token"'
  if (status === 403) return challenges[code] ?? 'Bearer error="insufficient_scope"'
  return undefined
}

/** There is no need to say all of a long address back. */
const MAX_INSTANCE_LENGTH = 4_096

/** The path that was asked for, as a reference: what may stand in none is escaped. */
function instanceOf(url: string): string {
  const path = url.split('?', 1)[0]?.slice(0, MAX_INSTANCE_LENGTH) ?? '/'
  return path.replace(/%(?![\da-f]{2})|[^\w.~!$&'()*+,;=:@/%-]/gi, encodeURIComponent)
}

/** Builds the body of an error. */
export function toProblem(
  { kind, code, detail, errors }: Failure,
  { requestId, instance }: Pick<Problem, 'requestId' | 'instance'>,
): Problem {
  const type: ProblemType = problemTypes[kind]
  const isOurs = type.status >= 500
  return {
    type: `/problems/${kind}`,
    title: type.title,
    status: type.status,
    detail: isOurs ? type.detail : (detail ?? type.detail),
    instance,
    code: (isOurs ? undefined : code) ?? kind.replaceAll('-', '_'),
    requestId,
    ...(errors && !isOurs && { errors: errors.slice(0, MAX_FAULTS) }),
  }
}
