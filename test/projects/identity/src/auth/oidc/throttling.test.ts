import { expect, it, onTestFinished } from 'vitest'
import { createOidcApp } from '../../../test/support/oidc-app.ts'
import { withQuery } from '../../../test/support/oidc-browser.ts'

// A network has five times what AUTH_LOGIN_MAX gives an account.

async function limitedApp() {
  const app = await createOidcApp({ env: { AUTH_LOGIN_MAX: '1' } })
  onTestFinished(() => app.close())
  app.one.seat({ sub: 'ann', email: 'ann@example.com', email_verified: true })
  return app
}

it('begins no more logins of a network than it ends', async () => {
  const app = await limitedApp()
  for (let round = 0; round < 8; round += 1) {
    expect((await app.browser().logIn('one')).statusCode).toBe(200)
  }
  for (let round = 0; round < 5; round += 1) await app.browser().begin('one')

  const answer = await app.api.inject({ url: '/v1/auth/oidc/one' })
  expect(answer.statusCode).toBe(429)
  expect(answer.headers['retry-after']).toBe('600')
})

it('counts what is made up, against the network', async () => {
  const app = await limitedApp()
  const browser = app.browser()
  const path = await browser.passThrough(await browser.begin('one'))
  // What has another form is not even looked for.
  for (let round = 0; round < 8; round += 1) {
    expect((await browser.visit(withQuery(path, { state: '1' }))).statusCode).toBe(400)
  }
  const made = withQuery(path, { state: 'x'.repeat(43) })
  for (let round = 0; round < 5; round += 1) {
    expect((await browser.visit(made)).statusCode).toBe(400)
  }

  const answer = await browser.visit(made)
  expect(answer.statusCode).toBe(429)
  expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
})
