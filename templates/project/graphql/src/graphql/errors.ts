import type { FastifyRequest } from 'fastify'
import { GraphQLError, type GraphQLErrorOptions } from 'graphql'
import { classify, isMeant, problemTypes, toProblem } from '../http/error-handler.ts'
import type { AppError } from '../shared/errors.ts'

// What goes wrong is told as by REST: `extensions.code` is the `code` of the problem, and what is wrong
// with an input has the same pointers. What goes wrong inside is never told, only where to look it up.

/** What a resolver threw, as the client is told it; the log gets the rest. */
export function toGraphqlError(
  error: unknown,
  request: FastifyRequest,
  translate: (error: unknown) => AppError | undefined,
): GraphQLError {
  if (error instanceof GraphQLError) return error
  const failure = classify(error, request, translate)
  const problem = toProblem(failure, { requestId: request.id, instance: '/graphql' })
  const { detail, code, requestId, errors } = problem
  const isFailure = problemTypes[failure.kind].status >= 500 && !isMeant(error)
  if (isFailure) request.log.error({ err: error }, 'resolver failed')
  else request.log.debug({ err: error }, 'resolver refused')
  return new GraphQLError(detail, {
    extensions: { code, requestId, ...(errors && { errors }) },
  })
}

/** A refusal of the whole request, before anything is done: 400 for clients that look at the status. */
export function refusal(
  code: string,
  message: string,
  {
    nodes,
    ...extensions
  }: Pick<GraphQLErrorOptions, 'nodes'> & Readonly<Record<string, unknown>> = {},
): GraphQLError {
  return new GraphQLError(message, {
    nodes,
    extensions: { code, ...extensions, http: { status: 400, spec: true } },
  })
}

const SUGGESTION = / ?Did you mean [^?]*\?/g

/**
 * What leaves the server, of whatever threw it: with a code, without a suggestion where the schema is
 * nobody's business, and without a word of what nobody meant to tell.
 */
export function masked(
  error: unknown,
  { request, hidesSchema }: { readonly request: FastifyRequest; readonly hidesSchema: boolean },
): GraphQLError {
  if (!(error instanceof GraphQLError) || isUnmeant(error)) {
    request.log.error({ err: error }, 'graphql failed')
    const { detail, code, requestId } = toProblem(
      { kind: 'internal' },
      { requestId: request.id, instance: '/graphql' },
    )
    const path = error instanceof GraphQLError ? error.path : undefined
    return new GraphQLError(detail, { path, extensions: { code, requestId } })
  }
  const { message, nodes, source, positions, path, extensions } = error
  return new GraphQLError(hidesSchema ? message.replace(SUGGESTION, '') : message, {
    nodes,
    source,
    positions,
    path,
    extensions: { ...extensions, code: codeOf(error) },
  })
}

/** Whether something else than GraphQL itself, or this program on purpose, threw it. */
function isUnmeant({ originalError }: GraphQLError): boolean {
  if (originalError === undefined || originalError === null) return false
  return !(originalError instanceof GraphQLError) || isUnmeant(originalError)
}

/** Errors of the language itself have a code of ours as well. */
function codeOf({ extensions: { code }, message }: GraphQLError): unknown {
  if (typeof code === 'string' && !(code in languageCodes)) return code
  if (typeof code === 'string') return languageCodes[code]
  return message.startsWith('Syntax Error') ? 'graphql_parse_failed' : 'graphql_validation_failed'
}

const languageCodes: Readonly<Record<string, string>> = {
  GRAPHQL_PARSE_FAILED: 'graphql_parse_failed',
  GRAPHQL_VALIDATION_FAILED: 'graphql_validation_failed',
  BAD_USER_INPUT: 'validation_failed',
  BAD_REQUEST: 'bad_request',
  OPERATION_RESOLUTION_FAILURE: 'bad_request',
  INTERNAL_SERVER_ERROR: 'internal',
}
