import type { LightMyRequestResponse } from 'fastify'
import type { TestApp } from './app.ts'

type Cookies = Map<string, string>

/** As much of a browser as logging in needs: it keeps cookies and goes where it is sent. */
export interface TestBrowser {
  /** Goes to our service, with the cookies that it has from there. */
  visit(path: string): Promise<LightMyRequestResponse>
  /** Goes to where a login begins; answers the address that it is sent to. */
  begin(provider: string, returnTo?: string): Promise<URL>
  /** Goes to a provider and through its pages; answers the path by which it comes back to us. */
  passThrough(address: URL): Promise<string>
  /** All of it: answers what our service says in the end. */
  logIn(provider: string, returnTo?: string): Promise<LightMyRequestResponse>
  /** What our service gave it to keep. */
  readonly cookies: Cookies
}

export function openBrowser(app: Pick<TestApp, 'api' | 'config'>): TestBrowser {
  const own: Cookies = new Map()
  const home = app.config.auth.issuer

  const browser: TestBrowser = {
    cookies: own,

    async visit(path) {
      const answer = await app.api.inject({ url: path, headers: { cookie: print(own) } })
      keep(own, [answer.headers['set-cookie'] ?? []].flat())
      return answer
    },

    async begin(provider, returnTo) {
      const query = returnTo === undefined ? '' : `?returnTo=${encodeURIComponent(returnTo)}`
      const answer = await browser.visit(`/v1/auth/oidc/${provider}${query}`)
      if (answer.statusCode !== 302) throw new Error(`it begins with ${answer.body}`)
      return new URL(String(answer.headers.location))
    },

    async passThrough(address) {
      const cookies: Cookies = new Map()
      let at = address
      for (let step = 0; step < 10; step += 1) {
        if (at.href.startsWith(home)) return at.href.slice(home.length)
        const answer = await fetch(at, { redirect: 'manual', headers: { cookie: print(cookies) } })
        keep(cookies, answer.headers.getSetCookie())
        const location = answer.headers.get('location')
        if (location === null) throw new Error(`it ends at ${at.pathname}: ${await answer.text()}`)
        at = new URL(location, at)
      }
      throw new Error('it is sent from page to page')
    },

    async logIn(provider, returnTo) {
      return browser.visit(await browser.passThrough(await browser.begin(provider, returnTo)))
    },
  }
  return browser
}

function keep(cookies: Cookies, lines: readonly string[]): void {
  for (const line of lines) {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
    cookies.set(name, value)
  }
}

function print(cookies: Cookies): string {
  return [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
}

/** The same path with other parameters; `undefined` takes one away. */
export function withQuery(
  path: string,
  changes: Readonly<Record<string, string | undefined>>,
): string {
  const url = new URL(path, 'http://localhost')
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined) url.searchParams.delete(name)
    else url.searchParams.set(name, value)
  }
  return `${url.pathname}${url.search}`
}
