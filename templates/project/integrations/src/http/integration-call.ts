import type { FastifyRequest } from 'fastify'
import type { CallOptions } from '../resilience/call.ts'
import { traceIdOf } from './request-id.ts'

/** What a call of a third party takes from the request that it is a part of. */
export function callOf(request: FastifyRequest): CallOptions {
  const { traceparent } = request.headers
  const isTraced = traceIdOf(request.raw) !== undefined && typeof traceparent === 'string'
  return { requestId: request.id, ...(isTraced && { traceparent }) }
}

/** Tells a caller that an answer is not of now: `reply.headers(sourceHeaders(answered))`. */
export function sourceHeaders({ source }: { readonly source: string }) {
  return source === 'live' ? {} : { 'x-answer-source': source }
}
