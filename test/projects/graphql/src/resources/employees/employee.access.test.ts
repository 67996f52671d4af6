import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../../test/support/app.ts'
import { signedIn, someone } from '../../../test/support/identity.ts'
import { newId } from '../../shared/id.ts'

// Who may use employees. What is asked for does not matter to whoever may not ask.

const url = '/v1/employees'
const one = `${url}/${newId()}`
const routes = [
  ['GET', url],
  ['POST', url],
  ['POST', `${url}/bulk`],
  ['GET', one],
  ['PATCH', one],
  ['DELETE', one],
] as const

const strangers = [['whoever does not say who it is', {}, 401]] as const

let app: TestApp

beforeAll(async () => {
  app = await createTestApp()
})

afterAll(async () => {
  await app.close()
})

describe.each(routes)('%s %s', (method, target) => {
  it.each(strangers)('is refused to %s', async (_, headers, status) => {
    const answer = await app.api.inject({ method, url: target, headers })

    expect(answer.statusCode).toBe(status)
    expect(answer.headers['content-type']).toMatch('application/problem+json')
  })

  it('is open to whoever is known', async () => {
    const headers = signedIn({ ...someone, roles: [] })
    const answer = await app.api.inject({ method, url: target, headers })

    expect([401, 403]).not.toContain(answer.statusCode)
  })
})
