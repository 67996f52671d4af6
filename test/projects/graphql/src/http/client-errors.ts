import { randomUUID } from 'node:crypto'
import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyBaseLogger } from 'fastify'
import type { Connections } from './connections.ts'
import { type ProblemKind, toProblem } from './error-handler.ts'
import { PROBLEM_MEDIA_TYPE } from './problem.ts'

const kinds: Readonly<Record<string, ProblemKind>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 'request-timeout',
  HPE_HEADER_OVERFLOW: 'headers-too-large',
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 'content-too-large',
}

/**
 * Makes the function that answers what is not HTTP, or stays half a request. There is no request
 * and no hook then, only a socket, so the answer is written by hand.
 */
export function createClientErrorHandler(
  headers: Readonly<Record<string, string>>,
  connections: () => Connections,
  log: FastifyBaseLogger,
) {
  return (error: Error & { code?: string }, socket: Socket): void => {
    const requestId = randomUUID()
    log.debug({ err: error, requestId }, 'connection refused')
    // After a request that is still being answered, ours would be taken for that answer.
    if (socket.writable && error.code !== 'ECONNRESET' && connections().isAnswerable(socket)) {
      socket.write(rawAnswer(kinds[error.code ?? ''] ?? 'bad-request', requestId, headers))
    }
    socket.destroySoon()
  }
}

function rawAnswer(
  kind: ProblemKind,
  requestId: string,
  headers: Readonly<Record<string, string>>,
): string {
  const problem = toProblem({ kind }, { requestId, instance: `urn:uuid:${requestId}` })
  const body = JSON.stringify(problem)
  const fields = {
    ...headers,
    'content-type': `${PROBLEM_MEDIA_TYPE}; charset=utf-8`,
    'content-length': String(Buffer.byteLength(body)),
    'x-request-id': requestId,
    date: new Date().toUTCString(),
    connection: 'close',
  }
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}`)
  return [`HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`, ...lines, '', body].join(
    '\r\n',
  )
}
