import { once } from 'node:events'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { Type } from 'typebox'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type FaultProxy, startFaultProxy } from '../../test/support/fault-proxy.ts'
import { selfSigned } from '../../test/support/self-signed.ts'
import { openTarget, type TestTarget } from '../../test/support/target.ts'
import { startThirdParty, type ThirdParty } from '../../test/support/third-party.ts'
import type { Operation } from './operation.ts'

// The third party is well, and the network is not.

const operation: Operation = {
  name: 'get',
  method: 'GET',
  path: '/thing',
  sends: [],
  answer: Type.Object({ name: Type.String({ maxLength: 20 }) }),
  isIdempotent: true,
  sendsKey: false,
  fallback: { kind: 'none' },
}
const answered = { value: { name: 'one' }, source: 'live' }

let other: ThirdParty
let network: FaultProxy
const targets: TestTarget[] = []

beforeEach(async () => {
  other = await startThirdParty(() => ({ name: 'one' }))
  network = await startFaultProxy(other.url)
})

afterEach(async () => {
  for (const target of targets.splice(0)) await target.close()
  await network.close()
  await other.close()
})

function open(config: Partial<Parameters<typeof openTarget>[1]> = {}): TestTarget {
  const target = openTarget('things', { url: network.url, ...config })
  targets.push(target)
  return target
}

const outcome = (call: Promise<unknown>) =>
  call.then(
    (value) => value,
    (error) => error.outcome ?? error,
  )

describe('an answer whose connection', () => {
  // Each head, and each body, is cut somewhere in it.
  it.each([0, 1, 12, 40, 120, 150])('is reset after %i bytes is none', async (after) => {
    const target = open()
    network.fail({ kind: 'reset', after })

    expect(await outcome(target.call(operation, {}))).toBe('unavailable')
    expect(network.connections).toBe(3)
    network.fail({ kind: 'none' })
    expect(await outcome(target.call(operation, {}))).toEqual(answered)
  })

  it.each([0, 1, 12, 40, 120, 150])('ends after %i bytes is none', async (after) => {
    const target = open({ retries: 0 })
    network.fail({ kind: 'end', after })

    expect(await outcome(target.call(operation, {}))).toBe('unavailable')
    network.fail({ kind: 'none' })
    expect(await outcome(target.call(operation, {}))).toEqual(answered)
  })

  it.each([0, 12, 150])('says nothing after %i bytes is given up', async (after) => {
    const target = open({ timeoutMs: 100, retries: 0 })
    network.fail({ kind: 'stall', after })
    const hungUp = other.hungUp()
    // It owes an answer as long as the connection is there.
    other.behave({ kind: 'half' })

    expect(await outcome(target.call(operation, {}))).toBe('timeout')
    await hungUp
  })

  it('comes in single bytes, or late, is one', async () => {
    const target = open()
    network.fail({ kind: 'pieces', bytes: 1 })
    expect(await outcome(target.call(operation, {}))).toEqual(answered)
    network.fail({ kind: 'latency', ms: 20 })
    expect(await outcome(target.call(operation, {}))).toEqual(answered)
    expect(other.received).toHaveLength(2)
  })

  it('does not end, is one as soon as it is whole', async () => {
    const target = open()
    network.fail({ kind: 'open-end' })
    other.behave({ kind: 'answer', headers: { connection: 'close' } })

    expect(await outcome(target.call(operation, {}))).toEqual(answered)
    expect(await outcome(target.call(operation, {}))).toEqual(answered)
    expect(network.connections).toBe(2)
  })
})

describe('a connection that is kept', () => {
  it('is used again', async () => {
    const target = open({ concurrency: 1 })
    await target.call(operation, {})
    await target.call(operation, {})

    expect(network.connections).toBe(1)
  })

  it('and is gone without a word costs a try, and no answer', async () => {
    const target = open({ concurrency: 1 })
    await target.call(operation, {})
    network.cut()

    expect(await outcome(target.call(operation, {}))).toEqual(answered)
    expect(network.connections).toBe(2)
  })
})

it('a certificate that nobody vouches for is not trusted, and not asked for again', async () => {
  const server = createServer(selfSigned('localhost'), (_request, response) => {
    response.setHeader('content-type', 'application/json').end('{"name":"one"}')
  })
  let handshakes = 0
  server.on('connection', () => {
    handshakes += 1
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const target = open({ url: `https://localhost:${port}` })

  expect(await outcome(target.call(operation, {}))).toBe('unavailable')
  expect(handshakes).toBe(1)
  server.close()
})
