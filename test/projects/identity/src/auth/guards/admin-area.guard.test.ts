import { afterAll, beforeAll, expect, it } from 'vitest'
import type { TestApp } from '../../../test/support/app.ts'
import { serve } from '../../../test/support/http.ts'
import { identifyIn, signedIn, someone } from '../../../test/support/identity.ts'
import { principalOf } from '../../http/identity.ts'
import { systemClock } from '../../shared/clock.ts'
import { createGuards } from '../guard.ts'
import { adminAreaGuard } from './admin-area.guard.ts'

// Who calls is what the project says: how it tells is tested where it does.

const { name } = adminAreaGuard
const guards = createGuards([adminAreaGuard], {
  own: identifyIn(),
  clock: systemClock,
  events: { record: () => {} },
})
const welcome = { ...someone, scopes: [], roles: ['admin'] }

let app: TestApp

beforeAll(async () => {
  const config = { access: 'authenticated', guard: name } as const
  app = await serve(
    async (things) => {
      things.get('', { config }, async (request) => principalOf(request))
    },
    { guards },
  )
})

afterAll(() => app.close())

it('lets whoever has what is needed in', async () => {
  const answer = await app.api.inject({ url: '/v1/things', headers: signedIn(welcome) })

  expect(answer.statusCode).toBe(200)
  expect(answer.json().id).toBe(someone.id)
})

it('refuses whoever lacks it', async () => {
  const answer = await app.api.inject({ url: '/v1/things', headers: signedIn(someone) })

  expect(answer.statusCode).toBe(403)
  expect(answer.headers['www-authenticate']).toBe('Bearer error="insufficient_scope"')
})

it('knows nobody without a token', async () => {
  expect((await app.api.inject('/v1/things')).statusCode).toBe(401)
})
