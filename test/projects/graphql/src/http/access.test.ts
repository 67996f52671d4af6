import { Type } from 'typebox'
import { expect, test } from 'vitest'
import { productionEnv } from '../../test/support/config.ts'
import { serve } from '../../test/support/http.ts'

test('a route that does not say who it is for keeps the server from starting', async () => {
  const started = serve(async (things) => {
    things.get('/open', async () => ({}))
  })
  await expect(started).rejects.toThrow(/GET \/v1\/things\/open does not say who it is for/)
})

test('a route for management keeps a public server in production from starting', async () => {
  const started = serve(
    async (things) => {
      things.get('/secrets', { config: { access: 'management' } }, async () => ({}))
    },
    { env: production },
  )
  await expect(started).rejects.toThrow(/GET \/v1\/things\/secrets is for management/)
})

test.each(['everyone', { roles: [] }, { roles: 'editor' }, { role: 'editor' }, {}])(
  'a route for %j, which is nobody, keeps the server from starting',
  async (access) => {
    const started = serve(async (things) => {
      things.get('/odd', { config: { access: access as never } }, async () => ({}))
    })
    await expect(started).rejects.toThrow(/GET \/v1\/things\/odd is for .+, which nobody knows/)
  },
)

test.each([
  ['authenticated', 'has the guard "partners", which is not there'],
  ['public', 'has a guard, and is for everyone'],
] as const)(
  'a route for %s with a guard that %s keeps the server from starting',
  async (access, why) => {
    const started = serve(async (things) => {
      things.get('/odd', { config: { access, guard: 'partners' } }, async () => ({}))
    })
    await expect(started).rejects.toThrow(`GET /v1/things/odd ${why}`)
  },
)

test('a route for everyone about what has an owner keeps the server from starting', async () => {
  const started = serve(async (things) => {
    things.get('/odd', { config: { access: 'public', owned: true } }, async () => ({}))
  })
  await expect(started).rejects.toThrow('GET /v1/things/odd is about what has an owner')
})

test('a body that takes unknown keys keeps the server from starting', async () => {
  const Open = Type.Object({ n: Type.Integer() })
  const started = serve(async (things) => {
    things.post('', { config: { access: 'public' }, schema: { body: Open } }, async () => ({}))
    const content = { 'application/merge-patch+json': { schema: Open } }
    things.patch(
      '',
      { config: { access: 'public' }, schema: { body: { content } } },
      async () => ({}),
    )
  })
  await expect(started).rejects.toThrow(
    /POST \/v1\/things takes unknown keys[\s\S]*PATCH \/v1\/things takes/,
  )
})

const production = {
  ...productionEnv,
  NODE_ENV: 'production',
  DATABASE_URL: 'postgres://localhost/nowhere',
  MANAGEMENT_PORT: '0',
}
