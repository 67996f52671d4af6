import type { FastifyRequest } from 'fastify'
import { networkOf } from '../http/rate-limit.ts'
import type { Client } from './sessions.ts'

/** Where a request comes from. */
export function clientOf({ headers, ip, id }: FastifyRequest): Client {
  return { userAgent: headers['user-agent'], network: networkOf(ip), requestId: id }
}

/** As much of it as the log is told. */
export function placeOf({ network, requestId }: Client): Pick<Client, 'network' | 'requestId'> {
  return { network, requestId }
}
