import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

const REQUEST_ID = /^[A-Za-z0-9._-]{8,128}$/

/** Takes over the caller's request id, so that one id spans services, if it is safe to repeat. */
export function requestIdOf({ headers }: Pick<IncomingMessage, 'headers'>): string {
  const given = headers['x-request-id']
  return typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID()
}

const TRACEPARENT = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/

/**
 * Reads the trace that a request belongs to (W3C Trace Context). Anything malformed is ignored, as
 * the standard asks; versions that are still to come may add fields, but only behind a dash.
 */
export function traceIdOf({ headers }: Pick<IncomingMessage, 'headers'>): string | undefined {
  const given = headers.traceparent
  if (typeof given !== 'string') return undefined
  const [, version, traceId, parentId, , more] = TRACEPARENT.exec(given) ?? []
  if (traceId === undefined || version === 'ff' || (version === '00' && more)) return undefined
  return isZero(traceId) || isZero(parentId) ? undefined : traceId
}

const isZero = (id: string | undefined) => /^0+$/.test(id ?? '')
