import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

/** The open connections of a server, and the answers that are due on them. */
export interface Connections {
  /** Whether something that is written now can only be taken for the answer that is due. */
  isAnswerable(socket: Socket): boolean
  /** Closes each connection as soon as no answer is due on it any more. */
  finish(): void
  readonly isFinishing: boolean
}

/**
 * `server.close()` waits for connections that it does not close: those that have not sent a whole
 * request yet, and those that become idle after it was called. A browser that connects ahead of
 * need, or one answer with `keep-alive` too many, is enough to hold a shutdown for a minute.
 */
export function trackConnections(server: Server): Connections {
  const answersDue = new Map<Socket, Set<ServerResponse>>()
  let isFinishing = false

  server.on('connection', (socket: Socket) => {
    answersDue.set(socket, new Set())
    socket.once('close', () => answersDue.delete(socket))
    if (isFinishing) socket.destroy()
  })

  server.prependListener('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
    const due = answersDue.get(socket)
    due?.add(response)
    response.once('close', () => {
      due?.delete(response)
      if (isFinishing && due?.size === 0) socket.destroySoon()
    })
  })

  return {
    isAnswerable(socket) {
      const [first, ...more] = answersDue.get(socket) ?? []
      // The one exception to silence: a request that never became whole is owed the bad news.
      return !first || (more.length === 0 && !first.headersSent && !first.req.complete)
    },
    finish() {
      isFinishing = true
      for (const [socket, due] of answersDue) if (due.size === 0) socket.destroy()
    },
    get isFinishing() {
      return isFinishing
    },
  }
}
