import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { createTestDatabase } from '../../test/support/database.ts'
import { dependenciesOf, silentLogger, until, workerOn } from '../../test/support/jobs.ts'
import type { DatabaseHandle } from '../database/connection.ts'
import { newId } from '../shared/id.ts'
import { createBoss } from './boss.ts'
import { jobs } from './index.ts'
import { createJobQueue } from './queue.ts'
import { sendDigestJob } from './send-digest.job.ts'
import type { Worker } from './worker.ts'

let database: DatabaseHandle
let worker: Worker | undefined

beforeAll(async () => {
  database = await createTestDatabase()
})

afterEach(async () => {
  await worker?.close()
  worker = undefined
})

afterAll(() => database.close())

const given = {} as const

test('is one of those that a worker does', () => {
  expect(jobs).toContain(sendDigestJob)
})

test('is done by a worker, which says so without saying what it was given', async () => {
  const lines: string[] = []
  await createJobQueue(database.db).add(sendDigestJob, given)
  worker = await workerOn(database, [sendDigestJob], {}, silentLogger(lines))
  await until(() => lines.some((line) => line.includes('job done')))

  const line = JSON.parse(lines.find((one) => one.includes('send-digest is done')) ?? '{}')
  expect(line).toMatchObject({ job: 'send-digest', attempt: 1, waiting: 0 })
  expect(line.given.toSorted()).toEqual(Object.keys(given).toSorted())
})

test('is refused with what it does not take', async () => {
  const queue = createJobQueue(database.db)
  await expect(queue.add(sendDigestJob, { unknown: true } as never)).rejects.toThrow(
    'job send-digest: ',
  )
})

test('does nothing where its time is over', async () => {
  const lines: string[] = []
  const logger = silentLogger(lines)
  const attempt = { id: newId(), number: 1, logger, signal: AbortSignal.abort() }
  const handle = sendDigestJob.handler(dependenciesOf(database, logger))

  await expect(handle(given, attempt)).rejects.toThrow('aborted')
  expect(lines).toEqual([])
})

test('is put into its queue by the clock', async () => {
  worker = await workerOn(database, [sendDigestJob])
  const schedules = await createBoss(database.db).getSchedules()

  expect(schedules).toMatchObject([{ name: 'send-digest', cron: '30 3 * * mon-fri' }])
})
