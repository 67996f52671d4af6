import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

/** What becomes of the bytes that come back. The bytes are counted for each connection. */
export type Fault =
  | { readonly kind: 'none' }
  /** They come late, or in small pieces. */
  | { readonly kind: 'latency'; readonly ms: number }
  | { readonly kind: 'pieces'; readonly bytes: number }
  /** So many come, and then the connection is reset, or ends, or is silent. */
  | { readonly kind: 'reset' | 'end' | 'stall'; readonly after: number }
  /** All come, and the connection does not end where it should. */
  | { readonly kind: 'open-end' }

/** A network that does its worst, between a client and a server. */
export interface FaultProxy {
  readonly url: string
  /** How many connections there were. */
  readonly connections: number
  /** From now on, for connections that are there as well. */
  fail(fault: Fault): void
  /** Resets every connection that is there, as a firewall does that forgets them. */
  cut(): void
  close(): Promise<void>
}

/** @param target where the server listens: `http://127.0.0.1:8080` */
export async function startFaultProxy(target: string): Promise<FaultProxy> {
  const { hostname, port: targetPort, protocol } = new URL(target)
  let fault: Fault = { kind: 'none' }
  let connections = 0
  const sockets = new Set<Socket>()

  const server = createServer({ allowHalfOpen: true }, (client) => {
    connections += 1
    const upstream = connect({ host: hostname, port: Number(targetPort), allowHalfOpen: true })
    for (const socket of [client, upstream]) {
      sockets.add(socket)
      socket.on('error', () => client.destroy() && upstream.destroy())
      socket.on('close', () => sockets.delete(socket))
    }
    client.on('close', () => upstream.destroy())
    client.on('data', (bytes) => upstream.write(bytes))
    client.on('end', () => upstream.end())
    void passBack(upstream, client, () => fault)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo

  return {
    url: `${protocol}//127.0.0.1:${port}`,
    get connections() {
      return connections
    },
    fail(then) {
      fault = then
    },
    cut() {
      for (const socket of sockets) socket.resetAndDestroy()
    },
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

async function passBack(from: Socket, to: Socket, fault: () => Fault): Promise<void> {
  let passed = 0
  try {
    for await (const chunk of from) {
      const now = fault()
      const left = 'after' in now ? Math.max(0, now.after - passed) : chunk.length
      if (now.kind === 'latency') await sleep(now.ms)
      for (const piece of piecesOf(chunk.subarray(0, left), now)) {
        passed += piece.length
        await written(to, piece)
      }
      if (!('after' in now) || passed < now.after) continue
      if (now.kind === 'reset') to.resetAndDestroy()
      if (now.kind === 'end') to.destroySoon()
      if (now.kind !== 'stall') return
    }
    if (fault().kind !== 'open-end') to.end()
  } catch {
    // One of the two is gone, and so the other goes.
    to.destroy()
  }
}

function* piecesOf(chunk: Buffer, fault: Fault): Generator<Buffer> {
  const size = fault.kind === 'pieces' ? fault.bytes : Math.max(1, chunk.length)
  for (let at = 0; at < chunk.length; at += size) yield chunk.subarray(at, at + size)
}

function written(to: Socket, piece: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    to.write(piece, (error) => (error ? reject(error) : resolve()))
  })
}
