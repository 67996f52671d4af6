import { Type } from 'typebox'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createTestApp } from '../../test/support/app.ts'
import { createTestDatabase } from '../../test/support/database.ts'
import { fakeDatabase } from '../../test/support/http.ts'
import { until, workerOn } from '../../test/support/jobs.ts'
import type { DatabaseHandle } from '../database/connection.ts'
import { defineJob } from '../jobs/job.ts'
import { createJobQueue } from '../jobs/queue.ts'
import { commands } from './jobs.ts'

let database: DatabaseHandle
let isBroken: boolean
let said: string[]

beforeAll(async () => {
  database = await createTestDatabase()
})

beforeEach(() => {
  isBroken = true
  said = []
})

afterAll(() => database.close())

const say = (line: string) => void said.push(line)

const send = defineJob({
  name: 'send-report',
  data: Type.Object({ to: Type.String() }, { additionalProperties: false }),
  retries: 0,
  handler: () => async () => {
    if (isBroken) throw new Error('the printer is on fire')
  },
})

test('what was given up is told, and done after it was put back', async () => {
  await commands.status(database.db, say)
  await commands.failed(database.db, say)
  expect(said).toEqual(['There are no queues yet: a worker makes them.', 'No job was given up.'])

  await createJobQueue(database.db).add(send, { to: 'somebody' })
  const worker = await workerOn(database, [send])
  await until(async () => {
    said = []
    await commands.failed(database.db, say)
    return said[0] !== 'No job was given up.'
  })
  expect(JSON.parse(said[0] ?? '')).toMatchObject({
    name: 'send-report',
    data: { to: 'somebody' },
    output: { reason: 'the printer is on fire' },
  })

  isBroken = false
  said = []
  await commands.replay(database.db, say, 'another-kind')
  await commands.replay(database.db, say, 'send-report')
  expect(said).toEqual(['0 put back.', '1 put back.'])
  await until(async () => {
    said = []
    await commands.status(database.db, say)
    return said.includes('send-report: 0 waiting, 0 at work, 1 failed')
  })
  expect(said).toContain('dead-letters: 0 given up')
  await worker.close()
})

test('the metrics tell what waits, and go on without a database', async () => {
  const app = await createTestApp({ database })
  await createJobQueue(database.db).add(send, { to: 'somebody else' })
  const { body } = await app.api.inject('/metrics')
  expect(body).toContain('jobs_waiting{job="send-report"} 1')
  expect(body).toContain('jobs_given_up 0')
  await app.close()

  const alone = await createTestApp({ database: fakeDatabase(), resources: [] })
  const answer = await alone.api.inject('/metrics')
  expect(answer.statusCode).toBe(200)
  expect(answer.body).not.toContain('jobs_waiting{')
  await alone.close()
})
