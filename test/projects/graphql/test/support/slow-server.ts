/** The real process, with routes that are slow or crash, and a database that is not there. */
import { setTimeout as sleep } from 'node:timers/promises'
import { Type } from 'typebox'
import type { DatabaseHandle } from '../../src/database/connection.ts'
import type { Resource } from '../../src/resources/resource.ts'
import { run } from '../../src/start.ts'

const crashes = {
  exception: () => {
    setTimeout(() => {
      throw new Error('nobody catches this')
    })
  },
  rejection: () => void Promise.reject(new Error('nobody handles this')),
}

const slow: Resource = {
  path: '/slow',
  tag: { name: 'Slow', description: 'For tests of the process.' },
  plugin: () => async (app) => {
    const answer = { response: { 200: Type.Object({ done: Type.Boolean() }) } }
    const access = { access: 'public' } as const

    app.get(
      '/:ms',
      { config: access, schema: { ...answer, params: Type.Object({ ms: Type.Integer() }) } },
      async (request) => {
        request.log.info('slow request began')
        await sleep(request.params.ms)
        return { done: true }
      },
    )
    for (const [name, crash] of Object.entries(crashes)) {
      app.get(`/${name}`, { config: access, schema: answer }, async () => {
        crash()
        return { done: true }
      })
    }
  },
}

const database = {
  ping: async () => {},
  migrationsApplied: async () => true,
  stats: () => null,
  close: async () => {
    if (process.env.CLOSING_FAILS) throw new Error('cannot close')
    process.stdout.write('{"msg":"database closed"}\n')
  },
} as unknown as DatabaseHandle

// Not development: that does by itself what needs the database.
const env = { ...process.env, NODE_ENV: 'test' }
await run(env, { resources: [slow], open: async () => database })
