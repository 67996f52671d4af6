import { GraphQLError } from 'graphql'
import type { Caller } from '../http/identity.ts'
import { networkOf } from '../http/rate-limit.ts'
import { NotFoundError } from '../shared/errors.ts'
import type { Change, Changes } from './changes.ts'
import type { Context } from './context.ts'
import type { Shown } from './operations.ts'
import type { GraphqlResource } from './resource.ts'
import { createStream, type Stream } from './stream.ts'
import { createTurns } from './turns.ts'

/** How many may be told of changes at once, and how far one may lag behind. */
export interface SubscriptionLimits {
  /** Of this process. */
  readonly all: number
  /** Of one user; of one network, where nobody says who it is. */
  readonly perUser: number
  /** Changes that wait until a client has taken those before. */
  readonly waiting: number
}

/** What somebody is told of. */
export interface Subscription {
  readonly context: Context
  readonly resource: GraphqlResource
  readonly does: Change['does']
  /** Of one resource alone. */
  readonly id: string | undefined
  /** What a change comes to for whoever asks, as the service has it. */
  show(change: Change): Promise<Shown>
}

/** What one event is: what is shown, or why there will be none any more. */
export type Told = { readonly shown: Shown } | { readonly error: Error }

/** The streams that are open in this process. */
export interface Subscriptions {
  /** @throws for whoever is not let in, and where there are too many */
  open(subscription: Subscription): Promise<AsyncIterableIterator<Told>>
  /** Ends all of them, in order. */
  close(): Promise<void>
}

/** How often it is asked whether somebody may still be told. */
const RECHECK_MS = 10_000

/** Events that are read at once: all subscribers of a change ask together, and requests come first. */
const AT_ONCE = 4

export function createSubscriptions(
  changes: Changes,
  limits: SubscriptionLimits,
  recheckMs = RECHECK_MS,
): Subscriptions {
  const places = createPlaces(limits)
  const streams = new Set<Stream<Change>>()
  const inTurn = createTurns(AT_ONCE)
  let isClosed = false

  return {
    async open({ context, resource, does, id, show }) {
      const { policy, table } = resource
      let caller = await context.admit(policy.get)
      const givePlaceBack = places.take(context, caller)
      const stream = createStream<Change>(limits.waiting, () => tooSlow(limits.waiting))
      stream.whenOver(givePlaceBack)

      /** Asked anew: whose session is over, or who lost a role, is told nothing any more. */
      async function recheck(): Promise<void> {
        context.renew()
        caller = await context.admit(policy.get)
      }

      const isMeant = (change: Change) =>
        change.does === does &&
        (id === undefined || change.id === id) &&
        (!policy.get.owned || change.owner === caller.principal?.id)

      try {
        const leave = await changes.listen(table, {
          changed: (change) => isMeant(change) && stream.push(change),
          lost: () => stream.end(missed()),
        })
        stream.whenOver(leave)
      } catch (error) {
        stream.end()
        throw error
      }
      const timer = setInterval(() => {
        recheck().catch((error) => stream.end(error))
      }, recheckMs).unref()
      stream.whenOver(() => clearInterval(timer))
      streams.add(stream)
      stream.whenOver(() => streams.delete(stream))
      if (isClosed) stream.end()

      async function toldOf(change: Change): Promise<Told | undefined> {
        try {
          return await inTurn(async () => {
            await recheck()
            return { shown: await show(change) }
          })
        } catch (error) {
          // It is gone again, or not there for this caller.
          if (error instanceof NotFoundError) return undefined
          stream.end()
          return { error: context.fail(error) }
        }
      }

      return iterate(stream, async (taken) =>
        taken instanceof Error ? { error: context.fail(taken) } : toldOf(taken),
      )
    },

    async close() {
      isClosed = true
      for (const stream of streams) stream.end()
      await changes.close()
    },
  }
}

/** By hand: a generator that waits for the next change could not be told to stop. */
function iterate<Item, Result>(
  stream: Stream<Item>,
  toResult: (taken: Item | Error) => Promise<Result | undefined>,
): AsyncIterableIterator<Result> {
  const iterator: AsyncIterableIterator<Result> = {
    async next() {
      for (;;) {
        const taken = await stream.take()
        if (taken === undefined) return { done: true, value: undefined }
        const value = await toResult(taken)
        if (value !== undefined) return { done: false, value }
      }
    },
    async return() {
      stream.end()
      return { done: true, value: undefined }
    },
    [Symbol.asyncIterator]: () => iterator,
  }
  return iterator
}

/** Who has how many. */
function createPlaces({ all, perUser }: SubscriptionLimits) {
  const counts = new Map<string, number>()
  let total = 0

  return {
    /** @returns what gives the place back */
    take({ request }: Context, { principal }: Caller): () => void {
      const key = principal?.id ?? networkOf(request.ip)
      const own = counts.get(key) ?? 0
      if (own >= perUser) throw tooMany('perUser', perUser, 429)
      if (total >= all) throw tooMany('all', all, 503)
      counts.set(key, own + 1)
      total += 1
      return () => {
        const left = (counts.get(key) ?? 1) - 1
        if (left > 0) counts.set(key, left)
        else counts.delete(key)
        total -= 1
      }
    },
  }
}

function tooMany(name: 'all' | 'perUser', max: number, status: number): Error {
  const whose = name === 'all' ? 'of this server' : 'of one caller'
  return new GraphQLError(`At most ${max} subscriptions ${whose} are told.`, {
    extensions: { code: 'subscription_limit_exceeded', limit: { name, max }, http: { status } },
  })
}

const ASK_AGAIN = 'ask again, and read what you show anew.'

function tooSlow(max: number): Error {
  return new GraphQLError(`More than ${max} changes wait: ${ASK_AGAIN}`, {
    extensions: { code: 'subscription_too_slow' },
  })
}

function missed(): Error {
  return new GraphQLError(`Changes may be missed: ${ASK_AGAIN}`, {
    extensions: { code: 'subscription_ended' },
  })
}
