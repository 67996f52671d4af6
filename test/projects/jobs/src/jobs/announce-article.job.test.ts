import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { createTestDatabase } from '../../test/support/database.ts'
import { dependenciesOf, silentLogger, until, workerOn } from '../../test/support/jobs.ts'
import type { DatabaseHandle } from '../database/connection.ts'
import { newId } from '../shared/id.ts'
import { announceArticleJob } from './announce-article.job.ts'
import { jobs } from './index.ts'
import { createJobQueue } from './queue.ts'
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

const given = {
  articleId: '0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52',
  note: 'First note',
  priority: 1,
  tags: ['First tags'],
  channel: 'mail',
  at: '2026-01-31T09:30:00.000Z',
} as const

test('is one of those that a worker does', () => {
  expect(jobs).toContain(announceArticleJob)
})

test('is done by a worker, which says so without saying what it was given', async () => {
  const lines: string[] = []
  await createJobQueue(database.db).add(announceArticleJob, given)
  worker = await workerOn(database, [announceArticleJob], {}, silentLogger(lines))
  await until(() => lines.some((line) => line.includes('job done')))

  const line = JSON.parse(lines.find((one) => one.includes('announce-article is done')) ?? '{}')
  expect(line).toMatchObject({ job: 'announce-article', attempt: 1, waiting: 0 })
  expect(line.given.toSorted()).toEqual(Object.keys(given).toSorted())
})

test('is refused with what it does not take', async () => {
  const queue = createJobQueue(database.db)
  await expect(queue.add(announceArticleJob, { ...given, unknown: true } as never)).rejects.toThrow(
    'job announce-article: ',
  )
  await expect(queue.add(announceArticleJob, {} as never)).rejects.toThrow('job announce-article: ')
})

test('does nothing where its time is over', async () => {
  const lines: string[] = []
  const logger = silentLogger(lines)
  const attempt = { id: newId(), number: 1, logger, signal: AbortSignal.abort() }
  const handle = announceArticleJob.handler(dependenciesOf(database, logger))

  await expect(handle(given, attempt)).rejects.toThrow('aborted')
  expect(lines).toEqual([])
})
