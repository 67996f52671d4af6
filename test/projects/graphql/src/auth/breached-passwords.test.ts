import { createHash } from 'node:crypto'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import pino from 'pino'
import { expect, it, onTestFinished } from 'vitest'
import { stoppedClock } from '../../test/support/http.ts'
import { createBreachFinder } from './breached-passwords.ts'

const stolen = 'a stolen lighthouse'
const digest = createHash('sha1').update(stolen).digest('hex').toUpperCase()

/** A finder that asks a server of its own, what it logged, and what the server was asked for. */
async function findIn(answer: RequestListener) {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(String(request.url))
    answer(request, response)
  })
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done))
  onTestFinished(() => void server.close())
  const lines: string[] = []
  const logger = pino({}, { write: (line: string) => void lines.push(line) })
  const clock = stoppedClock()
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/range`
  return { find: createBreachFinder(url, { logger, clock }), asked, lines, clock }
}

it('finds a password, of which the service learns five digits', async () => {
  const { find, asked } = await findIn((_, response) => {
    response.end(`${'0'.repeat(35)}:3\r\n${digest.slice(5)}:1274\r\n`)
  })
  expect(await find(stolen)).toBe(true)
  expect(asked).toEqual([`/range/${digest.slice(0, 5)}`])
})

it('takes no padding for a password', async () => {
  const { find } = await findIn((_, response) => {
    response.end(`${digest.slice(5)}:0\r\n`)
  })
  expect(await find(stolen)).toBe(false)
})

it('lets a password pass when the service fails, says so, and does not ask again at once', async () => {
  const { find, asked, lines, clock } = await findIn((_, response) => {
    response.writeHead(500).end()
  })
  expect(await find(stolen)).toBe(false)
  expect(await find(stolen)).toBe(false)
  expect(asked).toHaveLength(1)
  expect(lines).toHaveLength(1)
  expect(lines.join()).toContain('cannot be looked up')
  expect(lines.join()).not.toContain(digest.slice(5))
  clock.advance(30_000)
  await find(stolen)
  expect(asked).toHaveLength(2)
})

it('follows no redirection', async () => {
  const { find, asked } = await findIn((_, response) => {
    response.writeHead(302, { location: '/range/elsewhere' }).end()
  })
  expect(await find(stolen)).toBe(false)
  expect(asked).toHaveLength(1)
})
