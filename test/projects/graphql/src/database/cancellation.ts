import pg from 'pg'
import { currentDeadline } from '../shared/deadline.ts'
import { CancelledError } from '../shared/errors.ts'

type Query = (text: unknown, ...rest: unknown[]) => Promise<unknown>

/** Asks the server to end what a connection is at. Resolves once the server has taken note, or cannot. */
export type Cancel = (client: pg.PoolClient) => Promise<void>

/** What undoes work has to be done above all when nobody waits for the work any more. */
const WAY_BACK = /^(rollback|release savepoint)\b/i

/**
 * Has a connection do nothing for which nobody waits any more: the statement that runs is cancelled,
 * and none is begun, so that a transaction is not committed but rolled back.
 */
export function cancelWithDeadline(client: pg.PoolClient, cancel: Cancel): void {
  const query = client.query.bind(client) as Query

  async function run(text: string, values: unknown, signal: AbortSignal): Promise<unknown> {
    if (signal.aborted) throw new CancelledError({ cause: signal.reason })
    let cancelling: Promise<void> | undefined
    const onAbort = () => {
      cancelling = cancel(client)
    }
    signal.addEventListener('abort', onAbort)
    try {
      return await query(text, values)
    } catch (error) {
      throw signal.aborted ? new CancelledError({ cause: error }) : error
    } finally {
      signal.removeEventListener('abort', onAbort)
      // One that is late would meet the next statement, which is somebody else's.
      await cancelling
    }
  }

  const cancellable: Query = (text, values, ...rest) => {
    const signal = currentDeadline()?.signal
    return signal && typeof text === 'string' && rest.length === 0 && !WAY_BACK.test(text)
      ? run(text, values, signal)
      : query(text, values, ...rest)
  }
  client.query = cancellable as typeof client.query
}

const TIMEOUT_MS = 5_000

/** What `pg` has and does not tell of; a test on a server sees whether it still has it. */
interface Internals {
  readonly host: string
  readonly port: number
  readonly ssl: unknown
  readonly processID: number
  readonly secretKey: number
  readonly connection: NodeJS.EventEmitter & {
    readonly stream: { destroy(): void }
    connect(port: number | string, host?: string): void
    requestSsl(): void
    cancel(processId: number, secretKey: number): void
  }
}

/**
 * By a connection of its own, as the protocol has it: it needs neither a free one of the pool nor a
 * login, and a pooler in between passes it on to the session that it means. Where it cannot be sent,
 * the statement ends by `statement_timeout`.
 */
export function createCancel(options: pg.PoolConfig): Cancel {
  return (client) => {
    const { processID, secretKey } = client as unknown as Internals
    const { connection, host, port, ssl } = new pg.Client(options) as unknown as Internals
    const { promise, resolve } = Promise.withResolvers<void>()
    const send = () => connection.cancel(processID, secretKey)
    connection.on('connect', () => (ssl ? connection.requestSsl() : send()))
    connection.on('sslconnect', send)
    connection.on('error', () => resolve())
    // The server hangs up when it has told the session.
    connection.on('end', () => resolve())
    const { connectionTimeoutMillis = TIMEOUT_MS } = options
    const timer = setTimeout(() => connection.stream.destroy(), connectionTimeoutMillis).unref()
    if (host.startsWith('/')) connection.connect(`${host}/.s.PGSQL.${port}`)
    else connection.connect(port, host)
    return promise.finally(() => clearTimeout(timer))
  }
}
