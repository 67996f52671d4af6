import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Config } from '../config.ts'
import type { Admission } from '../http/access.ts'
import { authorize, type Caller, type Identify, type Identity } from '../http/identity.ts'
import type { Dependencies } from '../resources/resource.ts'
import { type AppError, ForbiddenError } from '../shared/errors.ts'
import type { Changes } from './changes.ts'
import type { Loaders } from './loaders.ts'
import type { PersistedOperations } from './persisted.ts'
import type { Subscriptions } from './subscriptions.ts'

/** What the composition root hands over, besides what every slice gets. */
export interface GraphqlOptions {
  readonly config: Config
  readonly dependencies: Dependencies
  readonly identify: Identify
  readonly guards?: Readonly<Record<string, Identify>> | undefined
  readonly denied?: Identity['denied'] | undefined
  /** The limit for whoever is known. */
  readonly userLimit?: ((request: FastifyRequest, reply: FastifyReply) => Promise<void>) | undefined
  /** What subscribers are told of. */
  readonly changes: Changes
  /** How often it is asked whether subscribers may still be told; a test does not wait as long. */
  readonly recheckMs?: number
  /** Instead of those that were collected, for a test. */
  readonly operations?: PersistedOperations
  translateError(error: unknown): AppError | undefined
}

/** What resolvers are given, among what the library has for them. */
export interface Asked {
  readonly own: Context
}

/** What resolvers know of the request that they work for. */
export interface Context {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly dependencies: Dependencies
  readonly requireVersion: boolean
  /** What was read once for this request, and by how many statements. */
  readonly loaders: Loaders
  readonly subscriptions: Subscriptions
  /** Forgets who asks and what was read: what is told later is told to whoever it is then. */
  renew(): void
  /** @throws AppError for whoever is not let in */
  admit(admission: Admission): Promise<Caller>
  /** What went wrong, as a resolver tells it. */
  fail(error: unknown): Error
}

/** Does what a resolver does, and tells what goes wrong as REST would. */
export async function told<Result>(context: Context, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    throw context.fail(error)
  }
}

/**
 * Lets callers in to one operation after the other, as the hooks of a route do for theirs: who calls
 * is asked once for each guard, and counted once against the limit of users.
 */
export function createAdmission(
  request: FastifyRequest,
  reply: FastifyReply,
  { identify, guards = {}, denied, userLimit }: GraphqlOptions,
): Context['admit'] {
  const known = new Map<string, Promise<FastifyRequest>>()

  const identified = (guard: string) => {
    const there = known.get(guard)
    if (there) return there
    const asked = ask(guards[guard] ?? identify)
    known.set(guard, asked)
    return asked
  }

  /** A request of its own for each guard: the same caller may be someone else to another one. */
  async function ask(tell: Identify): Promise<FastifyRequest> {
    const asked: FastifyRequest = Object.create(request)
    await authorize(asked, 'authenticated', tell)
    await userLimit?.(asked, reply)
    return asked
  }

  return async ({ access, guard = '' }) => {
    if (access === 'public') return { principal: null }
    const asked = await identified(guard)
    try {
      const { principal } = asked
      await authorize(asked, access, async () => principal ?? undefined)
      return asked
    } catch (error) {
      if (error instanceof ForbiddenError) denied?.(asked)
      throw error
    }
  }
}
