import { createTestApp, type TestApp, type TestAppOptions } from './app.ts'
import { openBrowser, type TestBrowser } from './oidc-browser.ts'
import { type Person, startProvider, type TestProvider } from './oidc-provider.ts'

/** The application with two providers that it knows. */
export interface OidcApp extends TestApp {
  readonly one: TestProvider
  readonly two: TestProvider
  browser(): TestBrowser
  /** Logs somebody in who sits in front of a new browser. */
  logIn(person: Person, provider?: 'one' | 'two'): ReturnType<TestBrowser['logIn']>
  /** What was told of who got in, and who did not. */
  events(): readonly unknown[]
}

export const HOME = 'https://api.example.com'

export async function createOidcApp({ env, ...options }: TestAppOptions = {}): Promise<OidcApp> {
  const redirectUri = (name: string) => `${HOME}/v1/auth/oidc/${name}/callback`
  const one = await startProvider({ name: 'one', redirectUri: redirectUri('one') })
  const two = await startProvider({
    name: 'two',
    redirectUri: redirectUri('two'),
    tellsInIdToken: true,
  })
  const providers = JSON.stringify([one.entry, two.entry])
  const app = await createTestApp({
    identify: 'own',
    ...options,
    env: { AUTH_ISSUER: HOME, OIDC_PROVIDERS: providers, ...env },
  })
  return {
    ...app,
    one,
    two,
    browser: () => openBrowser(app),
    logIn(person, provider = 'one') {
      const at = provider === 'one' ? one : two
      at.seat(person)
      return openBrowser(app).logIn(provider)
    },
    events: () => app.logs.map(({ event }) => event).filter((it) => it !== undefined),
    async close() {
      await app.close()
      await Promise.all([one.close(), two.close()])
    },
  }
}
