import { createHash, randomBytes } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { hash as argon2, verify as argon2Verify, parseOptions } from '@node-rs/argon2'
import { UnavailableError } from '../shared/errors.ts'

/** How a password is turned into what is stored, in KiB, passes and threads. */
export interface HashParameters {
  readonly memoryCost: number
  readonly timeCost: number
  readonly parallelism: number
}

/** What OWASP recommends of argon2id. Stored hashes follow, each at the next login. */
export const hashParameters: HashParameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

export interface Hasher {
  /** @throws UnavailableError when too many wait already */
  hash(password: string): Promise<string>
  /**
   * Whether a password is the one of a hash. Without a hash it takes as long, and it is not.
   *
   * @throws UnavailableError when too many wait already
   */
  verify(stored: string | null, password: string): Promise<Verdict>
}

export interface Verdict {
  readonly isRight: boolean
  /** The hash was made by other parameters, or with another pepper, than one would be today. */
  readonly isOutdated: boolean
}

export interface HasherOptions {
  /** Secrets that are not in the database, the newest first. Whoever steals only hashes can guess nothing. */
  readonly peppers?: readonly string[]
  readonly parameters?: HashParameters
  /** How many may be at work, and how many may wait. */
  readonly slots?: number
  readonly maxWaiting?: number
}

/** Of the four threads of libuv one stays for files and names; more than cores would only take turns. */
const SLOTS = Math.max(1, Math.min(availableParallelism(), 3))

/** Some seconds of work. Who comes then is told to come later, rather than to wait for a timeout. */
const MAX_WAITING = 64

/** Makes the hasher. A hash costs 19 MiB and some 20 ms of a core, so only a few are made at once. */
export async function createHasher(options: HasherOptions = {}): Promise<Hasher> {
  const { peppers = [], parameters = hashParameters } = options
  const gate = createGate(options.slots ?? SLOTS, options.maxWaiting ?? MAX_WAITING)
  const [pepper] = peppers
  const prefix = pepper === undefined ? '' : prefixOf(pepper)

  async function hash(password: string): Promise<string> {
    return prefix + (await argon2(password, { ...parameters, ...withPepper(pepper) }))
  }

  // Of no account, with the parameters of today.
  const nobody = await hash(randomBytes(32).toString('base64'))

  async function verify(stored: string, password: string): Promise<Verdict> {
    const seasoned = peppers.find((it) => stored.startsWith(prefixOf(it)))
    const plain = stored.slice(stored.indexOf('$'))
    const isRight = await argon2Verify(plain, password, withPepper(seasoned))
    const isOutdated = prefix !== stored.slice(0, stored.indexOf('$')) || differs(plain, parameters)
    return { isRight, isOutdated }
  }

  return {
    hash: (password) => gate(() => hash(password)),
    verify: (stored, password) =>
      gate(async () => {
        const verdict = await verify(stored ?? nobody, password)
        return { ...verdict, isRight: verdict.isRight && stored !== null }
      }),
  }
}

/** Names a pepper without telling it. */
function prefixOf(pepper: string): string {
  return `pepper-${createHash('sha256').update(`name of ${pepper}`).digest('hex').slice(0, 8)}`
}

function withPepper(pepper: string | undefined): { secret?: Uint8Array } {
  return pepper === undefined ? {} : { secret: Buffer.from(pepper) }
}

function differs(stored: string, wanted: HashParameters): boolean {
  const { memoryCost, timeCost, parallelism } = parseOptions(stored)
  return (
    memoryCost !== wanted.memoryCost ||
    timeCost !== wanted.timeCost ||
    parallelism !== wanted.parallelism
  )
}

/** Lets a few in at once, and a few more wait. */
function createGate(slots: number, maxWaiting: number) {
  const waiting: (() => void)[] = []
  let free = slots

  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (free > 0) free -= 1
    else {
      if (waiting.length >= maxWaiting) {
        throw new UnavailableError('busy', 'Too many passwords are being checked.')
      }
      // Whoever leaves hands over its place.
      await new Promise<void>((enter) => void waiting.push(enter))
    }
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else free += 1
    }
  }
}
