import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** How it answers, or does not. */
export type Behaviour =
  /** As it should; `answer` is the body of a status other than its own. */
  | {
      readonly kind: 'answer'
      readonly status?: number
      readonly body?: unknown
      readonly headers?: Readonly<Record<string, string>>
    }
  /** Bytes of another kind than JSON, or no JSON in spite of what it says. */
  | { readonly kind: 'text'; readonly type: string; readonly text: string }
  /** The connection is reset before a byte of the answer, or in the midst of it. */
  | { readonly kind: 'reset' }
  | { readonly kind: 'truncated' }
  /** The head comes, or nothing at all, and then nothing more. */
  | { readonly kind: 'half' }
  | { readonly kind: 'silent' }
  /** A hundred megabytes, as far as they are taken. */
  | { readonly kind: 'huge' }

export interface ReceivedRequest {
  readonly method: string
  readonly path: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

/** A third party for tests, which does what it is told, good or bad. */
export interface ThirdParty {
  readonly url: string
  readonly received: readonly ReceivedRequest[]
  /** From now on; `times` of them, and then as before. */
  behave(behaviour: Behaviour, times?: number): void
  /** Resolves when a connection is closed from the other side while it owes an answer. */
  hungUp(): Promise<void>
  /** Resolves when this many requests have come. */
  arrived(count: number): Promise<void>
  close(): Promise<void>
}

/** @param answers what it should answer, by `GET /charges/1` or a pattern of it */
export async function startThirdParty(
  answers: (request: ReceivedRequest) => unknown = () => ({}),
): Promise<ThirdParty> {
  const received: ReceivedRequest[] = []
  const waiting: (() => void)[] = []
  const hangUps: (() => void)[] = []
  let behaviour: Behaviour = { kind: 'answer' }
  let next: Behaviour[] = []

  const server = createServer(async (request, response) => {
    const seen = await read(request)
    received.push(seen)
    for (const check of waiting) check()
    response.once('close', () => {
      if (!response.writableFinished) for (const tell of hangUps.splice(0)) tell()
    })
    await reply(next.shift() ?? behaviour, seen, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo

  async function reply(
    now: Behaviour,
    request: ReceivedRequest,
    response: ServerResponse,
  ): Promise<void> {
    switch (now.kind) {
      case 'silent':
        return
      case 'reset':
        response.socket?.resetAndDestroy()
        return
      case 'half':
        response.writeHead(200, { 'content-type': 'application/json' }).flushHeaders()
        return
      case 'truncated':
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': '500' })
        response.write('{"id":', () => response.destroy())
        return
      case 'huge':
        return writeMuch(response)
      case 'text':
        response.writeHead(200, { 'content-type': now.type }).end(now.text)
        return
      case 'answer': {
        const body = now.body ?? (now.status === undefined ? answers(request) : { secret: 'words' })
        const headers = { 'content-type': 'application/json', ...now.headers }
        response.writeHead(now.status ?? 200, headers).end(JSON.stringify(body))
        return
      }
    }
  }

  return {
    url: `http://127.0.0.1:${port}`,
    received,
    behave(then, times) {
      if (times === undefined) {
        behaviour = then
        next = []
      } else next = Array.from({ length: times }, () => then)
    },
    hungUp: () => new Promise((resolve) => hangUps.push(resolve)),
    arrived: (count) =>
      new Promise((resolve) => {
        const check = () => received.length >= count && resolve()
        waiting.push(check)
        check()
      }),
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

async function read(request: IncomingMessage): Promise<ReceivedRequest> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  const { method = '', url: path = '', headers } = request
  return { method, path, headers, body: Buffer.concat(chunks).toString('utf8') }
}

const HUNDRED_MEGABYTES = 100 * 1_048_576

/** Stops when the other side does not take it any more. */
async function writeMuch(response: ServerResponse): Promise<void> {
  response.writeHead(200, { 'content-type': 'application/json' })
  const chunk = Buffer.alloc(65_536, 'x')
  let size = 0
  let goOn = () => {}
  for (const event of ['drain', 'close']) response.on(event, () => goOn())
  while (size < HUNDRED_MEGABYTES && !response.destroyed) {
    size += chunk.length
    if (response.write(chunk)) continue
    await new Promise<void>((resolve) => {
      goOn = resolve
    })
  }
  response.end()
}
