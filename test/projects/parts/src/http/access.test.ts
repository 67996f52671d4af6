import { Type } from 'typebox'
import { expect, test } from 'vitest'
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

test.each(['everyone', { roles: [] }, { roles: 'editor' }, { role: 'editor' }])(
  'a route for %j, which is nobody, keeps the server from starting',
  async (access) => {
    const started = serve(async (things) => {
      things.get('/odd', { config: { access: access as never } }, async () => ({}))
    })
    await expect(started).rejects.toThrow(/GET \/v1\/things\/odd is for .+, which nobody knows/)
  },
)

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
  NODE_ENV: 'production',
  DATABASE_URL: 'postgres://localhost/nowhere',
  MANAGEMENT_PORT: '0',
}
