import { lookup } from 'node:dns/promises'
import { isIP, type LookupFunction } from 'node:net'
import { Agent, buildConnector, request } from 'undici'
import { outsideTransaction } from '../database/transaction.ts'
import { currentDeadline } from '../shared/deadline.ts'
import { InvalidError, UnavailableError } from '../shared/errors.ts'
import { isPublicAddress } from './addresses.ts'

/** The address is not one that may be asked. Why is said in words that tell nothing of our network. */
export class AddressRefusedError extends InvalidError {
  constructor(message: string) {
    super('address_refused', message)
  }
}

type Addresses = readonly { readonly address: string; readonly family: number }[]

/** Where requests may lead, and how much they may take. */
export interface OutboundRules {
  readonly protocols: readonly string[]
  readonly ports: readonly number[]
  /** From the name of the host to the last byte of its answer. */
  readonly timeoutMs: number
  readonly maxBytes: number
  isAllowed(address: string): boolean
  resolve(host: string): Promise<Addresses>
}

export const outboundRules: OutboundRules = {
  protocols: ['https:'],
  ports: [443],
  timeoutMs: 10_000,
  maxBytes: 1_024 * 1_024,
  isAllowed: isPublicAddress,
  resolve: (host) => lookup(host, { all: true }),
}

export interface OutboundRequest {
  readonly method?: 'GET' | 'POST' | 'PUT'
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
}

export interface OutboundAnswer {
  /** A redirection is an answer too: it is not followed. */
  readonly status: number
  /** As the other side says: look at the bytes before you believe it. */
  readonly contentType: string | undefined
  readonly body: Buffer
}

export interface Outbound {
  /**
   * Asks an address that somebody gave us.
   *
   * @throws AddressRefusedError where the address leads where it may not
   * @throws UnavailableError where there is no answer, or one that is too long or too late
   */
  send(address: string, message?: OutboundRequest): Promise<OutboundAnswer>
  close(): Promise<void>
}

const MAX_ADDRESS_LENGTH = 2_048

/**
 * The one client for addresses that users give: of avatars, of webhooks. What an address leads to is
 * decided where the connection is made, by the very addresses that it goes to: whatever a name server
 * says before or after makes no difference.
 */
export function createOutbound(rules: OutboundRules = outboundRules): Outbound {
  const { timeoutMs, maxBytes } = rules
  const lookupAllowed: LookupFunction = (host, options, done) => {
    resolveAllowed(host, rules).then(
      (addresses) => {
        const [first] = addresses
        if (options.all) done(null, [...addresses])
        else done(null, first?.address ?? '', first?.family)
      },
      (error) => done(error, ''),
    )
  }
  const open = buildConnector({ lookup: lookupAllowed, timeout: timeoutMs })
  const agent = new Agent({
    connect(options, done) {
      // An address is not looked up, so it is looked at here.
      const host = withoutBrackets(options.hostname)
      if (isIP(host) !== 0 && !rules.isAllowed(host)) done(refused(), null)
      else open(options, done)
    },
    maxResponseSize: maxBytes,
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
  })

  return {
    async send(address, { method = 'GET', headers = {}, body } = {}) {
      outsideTransaction('a request to an address of a user')
      const url = readAddress(address, rules)
      const deadline = currentDeadline()
      const late = AbortSignal.timeout(Math.min(timeoutMs, deadline?.remainingMs() ?? timeoutMs))
      const signal = deadline ? AbortSignal.any([late, deadline.signal]) : late
      try {
        const {
          statusCode,
          headers: fields,
          body: stream,
        } = await request(url, {
          dispatcher: agent,
          method,
          headers,
          body: body ?? null,
          signal,
        })
        const contentType = fields['content-type']
        return {
          status: statusCode,
          contentType: typeof contentType === 'string' ? contentType : undefined,
          body: Buffer.from(await stream.arrayBuffer()),
        }
      } catch (cause) {
        throw (
          refusalIn(cause) ?? new UnavailableError('outbound_failed', 'No answer came.', { cause })
        )
      }
    },
    close: () => agent.destroy(),
  }
}

function readAddress(address: string, { protocols, ports }: OutboundRules): URL {
  const url = address.length <= MAX_ADDRESS_LENGTH ? URL.parse(address) : null
  if (!url) throw new AddressRefusedError('It is no address.')
  if (!protocols.includes(url.protocol)) {
    throw new AddressRefusedError(`The address has to begin with ${protocols.join(' or ')}//.`)
  }
  if (url.username !== '' || url.password !== '') {
    throw new AddressRefusedError('The address must not hold a name or a password.')
  }
  const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80))
  if (!ports.includes(port)) {
    throw new AddressRefusedError(`The address must not name the port ${port}.`)
  }
  return url
}

/** All that a name stands for has to be allowed: of a mixture, the connection takes what it likes. */
async function resolveAllowed(
  host: string,
  { resolve, isAllowed }: OutboundRules,
): Promise<Addresses> {
  const addresses = await resolve(host)
  if (addresses.length === 0 || !addresses.every(({ address }) => isAllowed(address))) {
    throw refused()
  }
  return addresses
}

const refused = () => new AddressRefusedError('The address does not lead to the internet.')

function withoutBrackets(host: string): string {
  return host.replace(/^\[(.*)\]$/, '$1')
}

/** What was refused while connecting comes as it is, or as a cause. */
function refusalIn(error: unknown): AddressRefusedError | undefined {
  if (error instanceof AddressRefusedError) return error
  return error instanceof Error && error.cause ? refusalIn(error.cause) : undefined
}
