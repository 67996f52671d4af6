import { rm } from 'node:fs/promises'
import { expect, onTestFinished, test } from 'vitest'
import { testConfig } from '../../test/support/config.ts'
import { fakeDatabase, serve } from '../../test/support/http.ts'
import { signedIn, someone } from '../../test/support/identity.ts'
import { createIdentity } from '../identify.ts'
import { createLogger } from '../observability/logger.ts'
import { systemClock } from '../shared/clock.ts'
import { newId } from '../shared/id.ts'

test('who asked for what is not for them is written down, with the route as it is declared (S-LG3)', async () => {
  const lines: string[] = []
  const config = testConfig({ LOG_LEVEL: 'info' })
  const logger = await createLogger(config, { write: (line: string) => void lines.push(line) })
  const database = fakeDatabase()
  const identity = await createIdentity({ config, logger, database, clock: systemClock, newId })
  onTestFinished(async () => {
    await identity.close?.()
    await rm(config.dataDir, { recursive: true, force: true })
  })
  const app = await serve(
    async (things) => {
      things.get('/:id', { config: { access: { roles: ['editor'] } } }, async () => ({}))
    },
    { denied: identity.denied },
  )
  onTestFinished(() => app.close())

  const caller = { ...someone, sessionId: '0198c5d8-0000-7000-8000-0000000000c3' }
  const answer = await app.api.inject({ url: '/v1/things/7', headers: signedIn(caller) })

  expect(answer.statusCode).toBe(403)
  const denied = lines.map((line) => JSON.parse(line)).filter(({ event }) => event)
  expect(denied).toEqual([
    expect.objectContaining({
      level: 'warn',
      event: 'auth.access.denied',
      accountId: caller.id,
      sessionId: caller.sessionId,
      network: '127.0.0.1',
      requestId: answer.headers['x-request-id'],
      reason: 'GET /v1/things/:id',
    }),
  ])
})
