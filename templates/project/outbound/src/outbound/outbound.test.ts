import { readFileSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { expect, onTestFinished, test, vi } from 'vitest'
import { createTestDatabase } from '../../test/support/database.ts'
import { guardTransactions, withTransaction } from '../database/transaction.ts'
import { withDeadline } from '../shared/deadline.ts'
import { UnavailableError } from '../shared/errors.ts'
import {
  AddressRefusedError,
  createOutbound,
  type Outbound,
  type OutboundRules,
  outboundRules,
} from './outbound.ts'

type Response = Parameters<RequestListener>[1]

/** A byte every now and then: more often than any pause that is waited for. */
function trickle(response: Response): void {
  const timer = setInterval(() => response.write('a'), 20)
  response.on('close', () => clearInterval(timer))
}

/** A server of this machine, and the rules by which 127.0.0.1 is the internet, and nothing else. */
async function start(answer: RequestListener, changes: Partial<OutboundRules> = {}) {
  const sockets = new Set<Socket>()
  const server = createServer(answer).on('connection', (socket) => void sockets.add(socket))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const resolve = vi.fn(async () => [{ address: '127.0.0.1', family: 4 }])
  const outbound = createOutbound({
    ...outboundRules,
    protocols: ['http:'],
    ports: [port],
    isAllowed: (address) => address === '127.0.0.1',
    resolve,
    ...changes,
  })
  onTestFinished(async () => {
    await outbound.close()
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return { outbound, resolve, sockets, url: `http://example.test:${port}` }
}

function strict(changes: Partial<OutboundRules> = {}): Outbound {
  const outbound = createOutbound({ ...outboundRules, ...changes })
  onTestFinished(() => outbound.close())
  return outbound
}

test('tells status, media type and body', async () => {
  const { outbound, url } = await start((asked, response) => {
    const { method } = asked
    asked.on('data', (sent) => response.write(`${method} ${sent}`)).on('end', () => response.end())
    response.writeHead(201, { 'content-type': 'text/plain; charset=utf-8' })
  })
  const answer = await outbound.send(`${url}/hook?a=1`, { method: 'POST', body: 'hello' })
  expect(answer).toEqual({
    status: 201,
    contentType: 'text/plain; charset=utf-8',
    body: Buffer.from('POST hello'),
  })
})

test.each([
  ['no https', 'http://example.com/'],
  ['no https', 'http://example.com:443/'],
  ['another protocol', 'file:///etc/passwd'],
  ['another protocol', 'gopher://example.com/'],
  ['another port', 'https://example.com:22/'],
  ['another port', 'https://example.com:8443/'],
  ['a name', 'https://ann@example.com/'],
  ['a password', 'https://:secret@example.com/'],
  ['no address', 'example.com'],
  ['no address', ''],
  ['more than an address needs', `https://example.com/${'a'.repeat(2_048)}`],
])('an address with %s is refused: %s', async (_, address) => {
  const resolve = vi.fn(outboundRules.resolve)
  await expect(strict({ resolve }).send(address)).rejects.toThrow(AddressRefusedError)
  expect(resolve, 'and its host is not looked up').not.toHaveBeenCalled()
})

test.each([
  'https://2130706433/',
  'https://0x7f.1/',
  'https://0177.0.0.1/',
  'https://127.1/',
  'https://[::ffff:127.0.0.1]/',
  'https://[::1]/',
  'https://0/',
  'https://169.254.169.254/latest/meta-data/',
  'https://[fd00:ec2::254]/',
])('an address of ours is refused, however it is written: %s', async (address) => {
  await expect(strict().send(address)).rejects.toThrow(AddressRefusedError)
})

test.each([
  ['this machine', ['127.0.0.1']],
  ['a private network', ['10.1.2.3']],
  ['one of the internet and one of ours', ['1.1.1.1', '192.168.0.1']],
  ['one of ours and one of the internet', ['fd00::1', '2606:4700:4700::1111']],
  ['nothing', []],
])('a name that stands for %s is refused', async (_, list) => {
  const addresses = list.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
  const outbound = strict({ resolve: async () => addresses })
  await expect(outbound.send('https://example.test/')).rejects.toThrow(AddressRefusedError)
})

test('a name server that changes its mind leads nowhere else', async () => {
  const resolve = vi
    .fn(async () => [{ address: '127.0.0.2', family: 4 }])
    .mockResolvedValueOnce([{ address: '127.0.0.1', family: 4 }])
  const { outbound, url } = await start(
    (_, response) => response.setHeader('connection', 'close').end('hello'),
    { resolve },
  )
  expect(String((await outbound.send(url)).body)).toBe('hello')
  expect(resolve, 'once: what was looked at is where it goes').toHaveBeenCalledOnce()
  await expect(outbound.send(url)).rejects.toThrow(AddressRefusedError)
})

test('a redirection is not followed', async () => {
  const asked = vi.fn()
  const location = 'http://169.254.169.254/latest/meta-data/'
  const { outbound, url, resolve } = await start((question, response) => {
    asked(question.url)
    response.writeHead(302, { location }).end()
  })
  expect((await outbound.send(`${url}/a`)).status).toBe(302)
  expect(asked.mock.calls).toEqual([['/a']])
  expect(resolve).toHaveBeenCalledOnce()
})

test.each([
  ['says so', { 'content-length': '101' }],
  ['does not say so', {}],
])('an answer that is too long is cut off, where it %s', async (_, headers) => {
  const { outbound, url } = await start(
    (_question, response) => void response.writeHead(200, headers).write('a'.repeat(101)),
    { maxBytes: 100 },
  )
  await expect(outbound.send(url)).rejects.toThrow(UnavailableError)
})

test.each([
  ['never begins', () => {}],
  ['never goes on', (_: unknown, response: Response) => response.write('a')],
  ['never ends', (_: unknown, response: Response) => trickle(response)],
])('an answer that %s is given up', async (_, answer) => {
  const { outbound, url } = await start((question, response) => void answer(question, response), {
    timeoutMs: 100,
  })
  await expect(outbound.send(url)).rejects.toThrow(UnavailableError)
})

test('it ends with the request that it is made for', async () => {
  const arrived = Promise.withResolvers<void>()
  const { outbound, url, sockets } = await start(() => arrived.resolve(), { timeoutMs: 600_000 })
  const client = new AbortController()
  const deadline = { signal: client.signal, remainingMs: () => 60_000 }
  const sent = withDeadline(deadline, () => outbound.send(url))
  await arrived.promise
  client.abort()
  await expect(sent).rejects.toThrow(UnavailableError)
  await vi.waitUntil(() => [...sockets].every((socket) => socket.closed))
})

test('it has no more time than the request that it is made for', async () => {
  const { outbound, url } = await start(() => {}, { timeoutMs: 600_000 })
  const deadline = { signal: new AbortController().signal, remainingMs: () => 50 }
  const sent = withDeadline(deadline, () => outbound.send(url))
  await expect(sent).rejects.toThrow(UnavailableError)
})

test('it is not made inside a transaction', async () => {
  guardTransactions()
  const database = await createTestDatabase({ migrated: false })
  onTestFinished(() => database.close())
  const sent = withTransaction(database.db, () => strict().send('https://example.com/'))
  await expect(sent).rejects.toThrow(/inside a transaction/)
})

/** From docs/outbound.md. */
async function fetchAvatar(outbound: Outbound, address: string): Promise<Buffer | undefined> {
  const { status, contentType, body } = await outbound.send(address)
  const isImage = status === 200 && /^image\/(png|jpeg|webp)$/.test(contentType ?? '')
  return isImage ? body : undefined
}

test('the example of the documentation does what it says', async () => {
  const { outbound, url } = await start((question, response) => {
    const type = question.url === '/me.png' ? 'image/png' : 'image/svg+xml'
    response.writeHead(200, { 'content-type': type }).end('bytes')
  })
  expect(await fetchAvatar(outbound, `${url}/me.png`)).toEqual(Buffer.from('bytes'))
  expect(await fetchAvatar(outbound, `${url}/me.svg`)).toBeUndefined()
  const guide = readFileSync(new URL('../../docs/outbound.md', import.meta.url), 'utf8')
  const example = /```ts\n(async function fetchAvatar[\s\S]*?)```/.exec(guide)?.[1] ?? '-'
  const source = readFileSync(new URL(import.meta.url), 'utf8')
  expect(source.replaceAll('\r\n', '\n')).toContain(example.replaceAll('\r\n', '\n'))
})
