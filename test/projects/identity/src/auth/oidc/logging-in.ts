import { HttpError } from '../../http/http-error.ts'
import type { SecurityEvents } from '../../observability/security-events.ts'
import { placeOf } from '../client.ts'
import { createSecret } from '../secret.ts'
import type { Client, Tokens } from '../sessions.ts'
import type { Throttle } from '../throttle.ts'
import {
  EmailNotVerifiedError,
  LoginNotFoundError,
  LoginRefusedError,
  ProviderNotFoundError,
} from './errors.ts'
import type { createLinking } from './linking.ts'
import { LOGIN_SECONDS, type Login, type Logins } from './logins.ts'
import type { Provider } from './provider.ts'

export interface LoggingInDependencies {
  readonly providers: readonly Provider[]
  readonly logins: Logins
  readonly linking: ReturnType<typeof createLinking>
  readonly throttle: Throttle
  readonly events: SecurityEvents
  /** How many logins of one network may be under way at once. */
  readonly maxOpen: number
}

/** What the browser brings from the provider, as it stands in the address. */
export type Answer = Readonly<Record<string, string>>

/** A login at a provider, from its beginning to a session. */
export function createLoggingIn(dependencies: LoggingInDependencies) {
  const { logins, linking, throttle, events, maxOpen } = dependencies
  const providers = new Map(dependencies.providers.map((it) => [it.name, it]))

  function providerOf(name: string): Provider {
    const provider = providers.get(name)
    if (!provider) throw new ProviderNotFoundError()
    return provider
  }

  /** Begins one; answers where the browser goes. */
  async function begin(
    name: string,
    browser: string,
    returnTo: string,
    { network }: Client,
  ): Promise<URL> {
    const provider = providerOf(name)
    const [state, nonce, verifier] = [createSecret(), createSecret(), createSecret()]
    const login: Login = { provider: name, nonce, verifier, returnTo }
    const address = await provider.addressFor(state, login)
    if ((await logins.countOf(network)) >= maxOpen) {
      throw new HttpError('quota-exceeded', 'Too many logins were begun and not ended.', {
        headers: { 'retry-after': String(LOGIN_SECONDS) },
      })
    }
    await logins.begin({ state, browser }, login, network)
    return address
  }

  /** Ends it: the browser is back. */
  async function complete(
    name: string,
    browser: string | undefined,
    answer: Answer,
    from: Client,
  ): Promise<{ readonly tokens: Tokens; readonly returnTo: string }> {
    const provider = providerOf(name)
    const { state = '' } = answer
    // Before anything is asked for: whoever floods this address with what it makes up costs little.
    if (browser === undefined || !/^[\w-]{43}$/.test(state)) throw new LoginNotFoundError()
    provider.assertAwake()
    const pass = await throttle.attempt('login', { network: from.network })
    try {
      const login = await logins.take({ state, browser }, name)
      if (!login) throw new LoginNotFoundError()
      const identified = await provider.redeem(answer, state, login)
      const tokens = await linking.enter(identified, name, from)
      await pass.succeeded()
      return { tokens, returnTo: login.returnTo }
    } catch (error) {
      const reason = reasonOf(error)
      if (reason) events.record('auth.oidc.refused', { provider: name, reason, ...placeOf(from) })
      // That the provider is down is nobody's guess.
      else await pass.succeeded()
      throw error
    }
  }

  return { begin, complete, names: [...providers.keys()] }
}

function reasonOf(error: unknown): string | undefined {
  if (error instanceof LoginRefusedError) return error.reason
  if (error instanceof LoginNotFoundError || error instanceof EmailNotVerifiedError) {
    return error.code
  }
  return undefined
}
