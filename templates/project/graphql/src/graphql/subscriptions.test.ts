import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import { serveGraphql, things, thingsUrl } from '../../test/support/graphql.ts'
import { subscribe } from '../../test/support/graphql-events.ts'
import { signedIn, someone } from '../../test/support/identity.ts'
import { NotFoundError, UnauthenticatedError, UnavailableError } from '../shared/errors.ts'
import type { Change, Listener } from './changes.ts'
import type { GraphqlOptions } from './context.ts'

const { resource } = things()
const somebodyElse = { ...someone, id: '0198c5d8-0000-7000-8000-00000000000e' }
const idOf = (at: number) => `0198c5d8-0000-7000-8000-${String(at).padStart(12, '0')}`
const change = (at: number, does: Change['does'], owner: string | null = null): Change => ({
  table: 'things',
  does,
  id: idOf(at),
  version: 1,
  owner,
})

const created = 'subscription { thingCreated { id title } }'
const updated = 'subscription ($id: UUID) { thingUpdated(id: $id) { id } }'
const deleted = 'subscription { thingDeleted { id } }'

type Options = Parameters<typeof serveGraphql>[1]

/** Serves things that are there, or not, as `find` says. */
async function served(
  options: Options = {},
  {
    find = async (id: string): Promise<object> => ({ id, title: 'a title', version: 1 }),
    policy = {},
  } = {},
) {
  const listeners = new Set<Listener>()
  const changes: GraphqlOptions['changes'] = {
    async listen(_table, listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    close: async () => {},
  }
  const own = {
    ...resource,
    policy: { ...resource.policy, ...policy },
    serviceOn: () => () => ({ get: find }),
  } as unknown as typeof resource
  const app = await serveGraphql([own], { changes, ...options })
  onTestFinished(() => app.close())
  const { api } = await app.listen()
  return {
    app,
    listeners,
    url: `${api}${thingsUrl}`,
    subscribe: (query: string, asked: Parameters<typeof subscribe>[2] = {}) =>
      subscribe(`${api}${thingsUrl}`, query, asked),
    tell: (...told: readonly Change[]) => {
      for (const one of told) for (const listener of listeners) listener.changed(one)
    },
    lose: () => {
      for (const listener of listeners) listener.lost()
    },
  }
}

describe('what is told', () => {
  it('is what was asked for, as it is for whoever asks', async () => {
    const { subscribe, tell } = await served()
    const made = await subscribe(created)
    const changed = await subscribe(updated)
    const gone = await subscribe(deleted)

    tell(change(1, 'insert'), change(2, 'update'), change(3, 'delete'))

    expect(await made.next()).toEqual({
      data: { thingCreated: { id: idOf(1), title: 'a title' } },
    })
    expect(await changed.next()).toEqual({ data: { thingUpdated: { id: idOf(2) } } })
    expect(await gone.next()).toEqual({ data: { thingDeleted: { id: idOf(3) } } })
  })

  it('is of one resource alone, where one is named', async () => {
    const { subscribe, tell } = await served()
    const events = await subscribe(updated, { variables: { id: idOf(2).toUpperCase() } })

    tell(change(1, 'update'), change(2, 'update'))

    expect(await events.next()).toEqual({ data: { thingUpdated: { id: idOf(2) } } })
  })

  it('is not what is gone again, or not there for the caller', async () => {
    const find = async (id: string) => {
      if (id === idOf(1)) throw new NotFoundError('thing_not_found', 'There is no such thing.')
      return { id, title: 'a title', version: 1 }
    }
    const { subscribe, tell } = await served({}, { find })
    const events = await subscribe(created)

    tell(change(1, 'insert'), change(2, 'insert'))

    expect(await events.next()).toMatchObject({ data: { thingCreated: { id: idOf(2) } } })
  })

  it.each([
    ['insert', created, 'thingCreated'],
    ['delete', deleted, 'thingDeleted'],
  ] as const)('is not what belongs to somebody else: %s', async (does, query, name) => {
    const policy = { get: { access: 'authenticated', owned: true } }
    const { subscribe, tell } = await served({}, { policy })
    const events = await subscribe(query, { headers: signedIn(someone) })

    tell(change(1, does, somebodyElse.id), change(2, does), change(3, does, someone.id))

    expect(await events.next()).toMatchObject({ data: { [name]: { id: idOf(3) } } })
  })

  it('is read for few at once, and for all in the end', async () => {
    const reading = { now: 0, most: 0 }
    const find = async (id: string) => {
      reading.now += 1
      reading.most = Math.max(reading.most, reading.now)
      await sleep(20)
      reading.now -= 1
      return { id, title: 'a title', version: 1 }
    }
    const { subscribe, tell } = await served({}, { find })
    const subscribers = await Promise.all(Array.from({ length: 10 }, () => subscribe(created)))

    tell(change(1, 'insert'))

    for (const events of subscribers) {
      expect(await events.next()).toMatchObject({ data: { thingCreated: { id: idOf(1) } } })
    }
    expect(reading.most).toBe(4)
  })

  it('goes on when the time of a handler is over', async () => {
    const { subscribe, tell } = await served({ env: { HANDLER_TIMEOUT_MS: '100' } })
    const events = await subscribe(created)

    await sleep(300)
    tell(change(1, 'insert'))

    expect(await events.next()).toMatchObject({ data: { thingCreated: { id: idOf(1) } } })
  })
})

describe('who is told', () => {
  const policy = { get: { access: 'authenticated' } }

  it('is nobody who may not read it', async () => {
    const { subscribe, listeners } = await served({}, { policy })
    const events = await subscribe(created)

    expect((await events.next())?.errors?.[0].extensions.code).toBe('unauthenticated')
    expect(await events.next()).toBeUndefined()
    expect(listeners.size).toBe(0)
  })

  it.each([
    ['when something happens', 1_000_000, true],
    ['also where nothing happens', 50, false],
  ])('is nobody whose session is over: it ends %s', async (_, recheckMs, happens) => {
    let isOver = false
    const identify = async () => {
      if (isOver) throw new UnauthenticatedError('token_expired', 'The token has expired.')
      return someone
    }
    const { subscribe, tell, listeners } = await served({ identify, recheckMs }, { policy })
    const events = await subscribe(created)
    tell(change(1, 'insert'))
    expect((await events.next())?.errors).toBeUndefined()

    isOver = true
    if (happens) tell(change(2, 'insert'))

    const last = await events.next()
    expect(last?.data ?? null).toBeNull()
    expect(last?.errors?.[0].extensions.code).toBe('token_expired')
    expect(await events.next()).toBeUndefined()
    expect(listeners.size).toBe(0)
  })
})

describe('too much is refused', () => {
  it('more than there may be of one caller, until one hangs up', async () => {
    const env = { GRAPHQL_MAX_SUBSCRIPTIONS_PER_USER: '1' }
    const { subscribe, listeners } = await served({ env })
    const first = await subscribe(created)

    const second = await subscribe(created)
    expect(second.status).toBe(429)
    expect((await second.next())?.errors?.[0].extensions).toMatchObject({
      code: 'subscription_limit_exceeded',
      limit: { name: 'perUser', max: 1 },
    })

    await first.close()
    while (listeners.size > 0) await sleep(10)
    expect((await subscribe(created)).status).toBe(200)
  })

  it('more than there may be in all', async () => {
    const { subscribe } = await served({ env: { GRAPHQL_MAX_SUBSCRIPTIONS: '1' } })
    await subscribe(created)

    const second = await subscribe(created)

    expect(second.status).toBe(503)
    expect((await second.next())?.errors?.[0].extensions.limit).toEqual({ name: 'all', max: 1 })
  })

  it('two subscriptions in one, and what is beyond the limits of a query', async () => {
    const { subscribe, listeners } = await served()
    const deep = `subscription { thingCreated { ${'self { '.repeat(15)}id${' }'.repeat(15)} } }`

    for (const [query, code] of [
      ['subscription { thingCreated { id } thingDeleted { id } }', 'graphql_validation_failed'],
      [deep, 'graphql_limit_exceeded'],
    ] as const) {
      const events = await subscribe(query)
      expect((await events.next())?.errors?.[0].extensions.code).toBe(code)
    }
    for (const [id, fault] of [
      ['x', { parameter: 'id' }],
      [1, { pointer: '', code: 'type' }],
    ] as const) {
      const events = await subscribe(updated, { variables: { id } })
      expect((await events.next())?.errors?.[0].extensions.errors).toMatchObject([fault])
    }
    expect(listeners.size).toBe(0)
  })

  it('a client that does not keep up is told so, and no more', async () => {
    let release = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    const find = async (id: string) => {
      await held
      return { id, title: 'a title', version: 1 }
    }
    const { subscribe, tell, listeners } = await served({}, { find })
    const events = await subscribe(created)

    for (let at = 0; at < 300; at += 1) tell(change(at, 'insert'))
    release()

    const codes: unknown[] = []
    for (let event = await events.next(); event; event = await events.next()) {
      codes.push(event.errors?.[0].extensions.code)
    }
    expect(codes.at(-1)).toBe('subscription_too_slow')
    expect(codes.length).toBeLessThan(5)
    expect(listeners.size).toBe(0)
  })

  it('while the database cannot be listened to', async () => {
    const changes: GraphqlOptions['changes'] = {
      async listen() {
        throw new UnavailableError('changes_unavailable', 'Changes cannot be told at the moment.')
      },
      close: async () => {},
    }
    const env = { GRAPHQL_MAX_SUBSCRIPTIONS: '1' }
    const { subscribe } = await served({ changes, env })

    for (const _ of [1, 2]) {
      const events = await subscribe(created)
      expect((await events.next())?.errors?.[0].extensions.code).toBe('unavailable')
    }
  })
})

describe('the end', () => {
  it('comes when changes may be missed, and says so', async () => {
    const { subscribe, lose, listeners } = await served()
    const events = await subscribe(created)

    lose()

    expect((await events.next())?.errors?.[0].extensions.code).toBe('subscription_ended')
    expect(await events.next()).toBeUndefined()
    expect(listeners.size).toBe(0)
  })

  it('comes in order when the server stops', async () => {
    const { app, subscribe } = await served()
    const events = await subscribe(created)

    const closed = app.close()

    expect(await events.next()).toBeUndefined()
    await closed
  })

  it('does not come with an error of one event, which is told like every other', async () => {
    const find = async (id: string) => ({ id, title: id === idOf(1) ? null : 'b', version: 1 })
    const { subscribe, tell } = await served({}, { find })
    const events = await subscribe(created)

    tell(change(1, 'insert'), change(2, 'insert'))

    expect((await events.next())?.errors?.[0].extensions.code).toBe('internal')
    expect(await events.next()).toEqual({ data: { thingCreated: { id: idOf(2), title: 'b' } } })
  })

  it('tells nothing that is meant for the log', async () => {
    const find = async () => {
      throw new Error('a secret of the database')
    }
    const { subscribe, tell } = await served({}, { find })
    const events = await subscribe(created)

    tell(change(1, 'insert'))

    const event = await events.next()
    expect(event?.errors?.[0].extensions.code).toBe('internal')
    expect(JSON.stringify(event)).not.toMatch('secret')
    expect(await events.next()).toBeUndefined()
  })
})
