import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase } from '../../test/support/database.ts'
import { dependenciesOf, silentLogger } from '../../test/support/jobs.ts'
import type { DatabaseHandle } from '../database/connection.ts'
import { KEY_LIFETIME_MS } from '../http/idempotency.ts'
import { newId } from '../shared/id.ts'
import { sweepIdempotencyKeys } from './sweep-idempotency-keys.job.ts'

let database: DatabaseHandle

beforeAll(async () => {
  database = await createTestDatabase()
})

afterAll(() => database.close())

test('removes the keys that have expired, however many, and no others', async () => {
  const now = new Date()
  const expired = new Date(now.getTime() - KEY_LIFETIME_MS)
  const kept = new Date(expired.getTime() + 1)
  const row = { scope: 'public', fingerprint: '', status: 201, headers: '{}', body: '{}' }
  const rows = Array.from({ length: 2_100 }, (_, n) => ({
    ...row,
    key: `key-${n}`,
    created_at: n < 100 ? kept : expired,
  }))
  await database.db.insertInto('idempotency_keys').values(rows).execute()

  const logger = silentLogger([])
  const attempt = { id: newId(), number: 1, logger, signal: AbortSignal.timeout(60_000) }
  const clock = { now: () => now }
  const dependencies = { ...dependenciesOf(database, logger), clock }
  await sweepIdempotencyKeys.handler(dependencies)({}, attempt)

  const left = await database.db.selectFrom('idempotency_keys').select('created_at').execute()
  expect(left).toHaveLength(100)
  expect(left.every(({ created_at }) => created_at > expired)).toBe(true)
})
