import { isIPv6 } from 'node:net'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Config } from '../config.ts'
import type { Clock } from '../shared/clock.ts'
import { HttpError } from './http-error.ts'
import { principalOf } from './identity.ts'

export interface Usage {
  /** How often the key was counted in its window, this time included. */
  readonly count: number
  readonly resetsAt: Date
}

/** Where requests are counted. With several processes, put one that they share behind it. */
export interface RateLimitStore {
  hit(key: string, windowSeconds: number): Usage | Promise<Usage>
}

export interface Quota {
  /** What it is called in the header. */
  readonly name: string
  readonly max: number
  readonly windowSeconds: number
  /** By what a request is counted. */
  keyOf(request: FastifyRequest): string
}

/** What one client may do, whoever it is. */
export function quotaOfClients({ max, windowSeconds }: Config['rateLimit']): Quota {
  return { name: 'default', max, windowSeconds, keyOf: ({ ip }) => networkOf(ip) }
}

/** What one user may do, from however many addresses. */
export function quotaOfUsers({ perUserMax, windowSeconds }: Config['rateLimit']): Quota {
  const keyOf = (request: FastifyRequest) => `principal ${principalOf(request).id}`
  return { name: 'user', max: perUserMax, windowSeconds, keyOf }
}

/**
 * Makes the function that counts a request against a quota and says so in the header
 * (draft-ietf-httpapi-ratelimit-headers-11).
 */
export function createRateLimit(quota: Quota, store: RateLimitStore, clock: Clock) {
  const { name, max, windowSeconds, keyOf } = quota
  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const { count, resetsAt } = await store.hit(keyOf(request), windowSeconds)
    const seconds = Math.max(1, Math.ceil((resetsAt.getTime() - clock.now().getTime()) / 1_000))
    addTo(reply, 'ratelimit-policy', `"${name}";q=${max};w=${windowSeconds}`)
    addTo(reply, 'ratelimit', `"${name}";r=${Math.max(0, max - count)};t=${seconds}`)
    if (count > max) {
      throw new HttpError('quota-exceeded', `Too many requests; wait for ${seconds} seconds.`, {
        headers: { 'retry-after': String(seconds) },
      })
    }
  }
}

/** A field is a list: of one item for each quota. */
function addTo(reply: FastifyReply, field: string, item: string): void {
  const before = reply.getHeader(field)
  reply.header(field, before === undefined ? item : `${before}, ${item}`)
}

const IPV4 = /^(?:::ffff:)?(\d+(?:\.\d+){3})(?::\d+)?$/i

/**
 * What a caller is counted by. Whoever has one IPv6 address has the other 2^64 of its network, so
 * that is counted; some proxies add the port, which would be another caller each time.
 */
export function networkOf(ip: string): string {
  const ipv4 = IPV4.exec(ip)?.[1]
  if (ipv4) return ipv4
  const ipv6 = ip.replace(/^\[(.*)\](:\d+)?$/, '$1').replace(/%.*$/, '')
  if (!isIPv6(ipv6)) return ip
  const [head = '', tail] = ipv6.split('::')
  const left = head.split(':').filter(Boolean)
  const right = (tail ?? '').split(':').filter(Boolean)
  const zeros = Array<string>(8 - left.length - right.length).fill('0')
  const network = [...left, ...zeros, ...right].slice(0, 4)
  return `${network.map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/64`
}

interface MemoryStore extends RateLimitStore {
  readonly size: number
  hit(key: string, windowSeconds: number): Usage
}

/** Callers that are remembered at once, some 10 MB. Beyond it, the window that is oldest is forgotten. */
const MAX_KEYS = 50_000

/** Counts in this process, in windows that start with the first request of a caller. */
export function createMemoryStore(clock: Clock, maxKeys = MAX_KEYS): MemoryStore {
  // In the order in which the windows started, so that what is over lies in front.
  const windows = new Map<string, { count: number; readonly resetsAt: Date }>()

  function forgetOldWindows(now: Date): void {
    for (const [key, { resetsAt }] of windows) {
      if (resetsAt > now && windows.size < maxKeys) return
      windows.delete(key)
    }
  }

  return {
    get size() {
      return windows.size
    },
    hit(key, windowSeconds) {
      const now = clock.now()
      const current = windows.get(key)
      if (current && current.resetsAt > now) {
        current.count += 1
        return current
      }
      windows.delete(key)
      forgetOldWindows(now)
      const started = { count: 1, resetsAt: new Date(now.getTime() + windowSeconds * 1_000) }
      windows.set(key, started)
      return started
    },
  }
}
