import { type TObject, Type } from 'typebox'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../test/support/database.ts'
import { openTarget, type TestTarget } from '../../test/support/target.ts'
import { type Behaviour, startThirdParty, type ThirdParty } from '../../test/support/third-party.ts'
import { guardTransactions, withTransaction } from '../database/transaction.ts'
import { withDeadline } from '../shared/deadline.ts'
import { MAX_ANSWER_BYTES } from './limits.ts'
import type { Operation } from './operation.ts'

// Over real sockets, against a third party that does whatever is the worst.

const get: Operation = {
  name: 'get',
  method: 'GET',
  path: '/things/:id',
  sends: [],
  answer: Type.Object({ name: Type.String({ maxLength: 20 }) }),
  isIdempotent: true,
  sendsKey: false,
  fallback: { kind: 'none' },
}
const post: Operation = { ...get, name: 'post', method: 'POST', path: '/things', sends: ['name'] }
const input = { id: '1', name: 'one' }

let other: ThirdParty
let target: TestTarget

beforeEach(async () => {
  other = await startThirdParty(() => ({ name: 'one', password: 'hunter2' }))
  target = openTarget('things', { url: other.url, token: 'the-token' })
})

afterEach(async () => {
  await target.close()
  await other.close()
})

const outcome = (call: Promise<unknown>) =>
  call.then(
    () => 'answered',
    (error) => error.outcome ?? error,
  )

describe('an answer', () => {
  it('has what the schema knows, and nothing else', async () => {
    expect(await target.call(get, input)).toEqual({ value: { name: 'one' }, source: 'live' })
  })

  it('may be a list, of which the same holds for each', async () => {
    const list: Operation = { ...get, answer: Type.Array(get.answer as TObject) }
    const answer = (body: unknown) => {
      other.behave({ kind: 'answer', body })
      return target.call(list, input)
    }
    const value = [{ name: 'one' }, { name: 'two' }]

    expect(await answer([{ name: 'one', password: 'hunter2' }, { name: 'two' }])).toMatchObject({
      value,
    })
    expect(await answer([])).toMatchObject({ value: [] })
    expect(await outcome(answer([{ name: 'one' }, { name: 2 }]))).toBe('wrong_answer')
    expect(await outcome(answer({ name: 'one' }))).toBe('wrong_answer')
  })

  it.each<[string, Behaviour, string, number]>([
    ['of another shape', { kind: 'answer', body: { name: 1 } }, 'wrong_answer', 1],
    [
      'that is too long in a member',
      { kind: 'answer', body: { name: 'x'.repeat(21) } },
      'wrong_answer',
      1,
    ],
    ['that is a list', { kind: 'answer', body: [] }, 'wrong_answer', 1],
    [
      'of another media type',
      { kind: 'text', type: 'text/html', text: '{"name":"one"}' },
      'wrong_answer',
      1,
    ],
    [
      'that is no JSON',
      { kind: 'text', type: 'application/json', text: '<html>' },
      'wrong_answer',
      1,
    ],
    ['that ends too early', { kind: 'truncated' }, 'unavailable', 3],
    ['that never begins', { kind: 'reset' }, 'unavailable', 3],
    ['of 500', { kind: 'answer', status: 500 }, 'unavailable', 3],
    ['of 429', { kind: 'answer', status: 429 }, 'unavailable', 3],
    ['of 408', { kind: 'answer', status: 408 }, 'unavailable', 3],
    ['of 404', { kind: 'answer', status: 404 }, 'refused', 1],
    ['of 401', { kind: 'answer', status: 401 }, 'refused', 1],
  ])('%s', async (_, behaviour, expected, times) => {
    other.behave(behaviour)

    expect(await outcome(target.call(get, input))).toBe(expected)
    expect(other.received).toHaveLength(times)
  })

  it('of a hundred megabytes is cut', async () => {
    other.behave({ kind: 'huge' })
    const cut = other.hungUp()

    expect(await outcome(target.call(get, input))).toBe('wrong_answer')
    await cut
    expect(MAX_ANSWER_BYTES).toBeLessThan(2 * 1_048_576)
  })

  it('of another address is not followed', async () => {
    const location = 'http://169.254.169.254/latest/meta-data'
    const elsewhere = await startThirdParty()
    for (const there of [location, elsewhere.url]) {
      other.behave({ kind: 'answer', status: 307, headers: { location: there } })
      expect(await outcome(target.call(get, input))).toBe('wrong_answer')
    }
    expect(elsewhere.received).toEqual([])
    expect(other.received).toHaveLength(2)
    await elsewhere.close()
  })

  it('that fails repeats no word of the third party', async () => {
    other.behave({ kind: 'answer', status: 422, body: { secret: 'words' } })
    const error = await target.call(get, input).catch((one) => one)

    expect(JSON.stringify([error.message, error.errors, error.status])).not.toContain('words')
    expect(error).toMatchObject({ kind: 'bad-gateway', status: 422 })
  })
})

describe('a request', () => {
  it('carries the token, the id and the trace of what it is a part of', async () => {
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'
    await target.call(post, input, { requestId: 'request-1', traceparent })

    expect(other.received[0]).toMatchObject({
      method: 'POST',
      path: '/things',
      body: '{"name":"one"}',
    })
    expect(other.received[0]?.headers).toMatchObject({
      authorization: 'Bearer the-token',
      'content-type': 'application/json',
      'x-request-id': 'request-1',
      traceparent,
    })
    expect(other.received[0]?.headers).not.toHaveProperty('idempotency-key')
  })

  it('has one key for all its tries, and the one that was said', async () => {
    const keyed = { ...post, sendsKey: true, isIdempotent: true }
    other.behave({ kind: 'reset' }, 2)
    await target.call(keyed, input)
    await target.call(keyed, input)
    await target.call(keyed, input, { idempotencyKey: 'mine' })

    const [one, two, three, next, said] = other.received.map(
      ({ headers }) => headers['idempotency-key'],
    )
    expect([two, three]).toEqual([one, one])
    expect(next).not.toBe(one)
    expect(said).toBe('mine')
  })

  it('that may not be done twice is sent once', async () => {
    other.behave({ kind: 'reset' })

    expect(await outcome(target.call({ ...post, isIdempotent: false }, input))).toBe('unavailable')
    expect(other.received).toHaveLength(1)
  })

  it.each<Behaviour>([{ kind: 'silent' }, { kind: 'half' }])(
    'is given up when nobody waits for it, and its socket is closed: $kind',
    async (behaviour) => {
      await target.close()
      // So long that no timeout closes it.
      const patient = { timeoutMs: 60_000, totalTimeoutMs: 120_000 }
      target = openTarget('things', { url: other.url, ...patient })
      other.behave(behaviour)
      const caller = new AbortController()
      const hungUp = other.hungUp()
      const call = outcome(target.call(get, input, { signal: caller.signal }))
      await other.arrived(1)
      caller.abort()

      expect(await call).toBe('cancelled')
      await hungUp
      expect(other.received).toHaveLength(1)
    },
  )

  it('ends with the request that it is a part of', async () => {
    other.behave({ kind: 'silent' })
    const client = new AbortController()
    const hungUp = other.hungUp()
    const deadline = { signal: client.signal, remainingMs: () => 60_000 }
    const call = withDeadline(deadline, () => outcome(target.call(get, input)))
    await other.arrived(1)
    client.abort()

    expect(await call).toBe('cancelled')
    await hungUp
  })

  it('that takes too long is given up, and its socket is closed', async () => {
    await target.close()
    target = openTarget('things', { url: other.url, timeoutMs: 50, retries: 0 })
    other.behave({ kind: 'half' })
    const hungUp = other.hungUp()

    expect(await outcome(target.call(get, input))).toBe('timeout')
    await hungUp
  })

  it.each([
    ['an address that is not set', undefined],
    ['a name that nobody has', 'http://nowhere.invalid'],
    ['a port where nobody listens', 'http://127.0.0.1:1'],
  ])('to %s fails as unavailable', async (_, url) => {
    const own = openTarget('things', { url, retries: 0 })

    expect(await outcome(own.call(get, input))).toBe('unavailable')
    await own.close()
  })

  it('is not tried again where no other certificate is to be expected', async () => {
    const own = openTarget('things', { url: other.url.replace('http:', 'https:') })

    expect(await outcome(own.call(get, input))).toBe('unavailable')
    expect((await own.metrics()).join()).not.toContain('integration_retries_total{')
    await own.close()
  })

  it('inside a transaction is a fault', async () => {
    guardTransactions()
    const database = await createTestDatabase()
    const inside = withTransaction(database.db, () => target.call(get, input))

    await expect(inside).rejects.toThrow('a call of things inside a transaction')
    expect(other.received).toEqual([])
    await database.close()
  })
})

describe('what stands in for an answer', () => {
  const stale: Operation = { ...get, fallback: { kind: 'stale' } }

  it('is the last good one to the same question', async () => {
    await target.close()
    target = openTarget('things', { url: other.url, retries: 0 })
    await target.call(stale, input)
    other.behave({ kind: 'answer', status: 503 })

    expect(await target.call(stale, input)).toEqual({ value: { name: 'one' }, source: 'stale' })
    expect(await outcome(target.call(stale, { id: '2' }))).toBe('unavailable')
  })

  it('is a default, and nothing where the third party has refused', async () => {
    const operation: Operation = { ...get, fallback: { kind: 'default', value: { name: 'none' } } }
    other.behave({ kind: 'text', type: 'text/html', text: 'sorry' })
    expect(await target.call(operation, input)).toEqual({
      value: { name: 'none' },
      source: 'default',
    })
    other.behave({ kind: 'answer', status: 404 })
    expect(await outcome(target.call(operation, input))).toBe('refused')
  })

  it('is counted and logged, with the circuit and the tries, under few labels', async () => {
    await target.call(stale, input)
    other.behave({ kind: 'answer', status: 503 })
    for (let index = 0; index < 4; index += 1)
      await target.call(stale, { ...input, at: index }).catch(() => {})
    await target.call(stale, input)

    const labels = 'integration="things",operation="get"'
    expect(await target.metrics()).toEqual(
      expect.arrayContaining([
        `integration_calls_total{${labels},outcome="success"} 1`,
        `integration_fallbacks_total{${labels},source="stale"} 1`,
        'integration_circuit_state{integration="things"} 2',
        expect.stringContaining(`integration_retries_total{${labels}}`),
        expect.stringContaining(`integration_calls_total{${labels},outcome="open"}`),
      ]),
    )
    const events = target.logs.map(({ event, state, source }) => [event, state ?? source])
    expect(events).toContainEqual(['integration.circuit', 'open'])
    expect(events).toContainEqual(['integration.fallback', 'stale'])
    expect(JSON.stringify(target.logs)).not.toContain('words')
  })

  it('has a bound on its calls of its own, which is counted', async () => {
    const own = openTarget('things', { url: other.url, concurrency: 1, totalTimeoutMs: 3_000 })
    other.behave({ kind: 'silent' })
    const caller = new AbortController()
    const first = outcome(own.call(get, input, { signal: caller.signal }))
    await other.arrived(1)

    expect(await outcome(own.call(get, input))).toBe('full')
    caller.abort()
    await first
    expect(await own.metrics()).toContain(
      'integration_calls_total{integration="things",operation="get",outcome="full"} 1',
    )
    await own.close()
  })
})
