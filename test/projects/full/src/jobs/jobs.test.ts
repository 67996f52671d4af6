import { setTimeout as sleep } from 'node:timers/promises'
import { Type } from 'typebox'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createTestDatabase } from '../../test/support/database.ts'
import { silentLogger, until, workerOn } from '../../test/support/jobs.ts'
import type { DatabaseHandle } from '../database/connection.ts'
import { withTransaction } from '../database/transaction.ts'
import { createBoss, DEAD_LETTERS } from './boss.ts'
import { countJobs } from './counts.ts'
import { type Attempt, defineJob, GiveUpError, type Job } from './job.ts'
import { createJobQueue } from './queue.ts'
import type { Worker } from './worker.ts'

let database: DatabaseHandle
let worker: Worker | undefined
let done: { readonly n: number; readonly attempt: Attempt }[]

beforeAll(async () => {
  database = await createTestDatabase()
})

beforeEach(() => {
  done = []
})

afterEach(async () => {
  await worker?.close()
  worker = undefined
})

afterAll(() => database.close())

const data = Type.Object({ n: Type.Integer() }, { additionalProperties: false })

/** A kind of job whose data is a number, and which fails as often as it is told to. */
function numbered(name: string, options: { readonly failures?: number; retries?: number } = {}) {
  return defineJob({
    name,
    data,
    retries: options.retries ?? 3,
    retryDelaySeconds: 1,
    handler:
      () =>
      async ({ n }, attempt) => {
        done.push({ n, attempt })
        if (attempt.number <= (options.failures ?? 0)) throw new Error(`attempt ${attempt.number}`)
      },
  })
}

async function startOn(...jobs: readonly Job<never>[]): Promise<void> {
  worker = await workerOn(database, jobs)
}

describe('a job', () => {
  test('is done once, by a worker that came later than it', async () => {
    const job = numbered('done-once')
    await createJobQueue(database.db).add(job, { n: 7 })
    await startOn(job)
    await until(() => done.length > 0)

    expect(done.map(({ n, attempt }) => [n, attempt.number])).toEqual([[7, 1]])
  })

  test('is there when its transaction is committed', async () => {
    const job = numbered('committed')
    await withTransaction(database.db, (trx) => createJobQueue(trx).add(job, { n: 1 }))

    expect(await waitingFor(job)).toBe(1)
  })

  test('never was where its transaction is rolled back', async () => {
    const job = numbered('rolled-back')
    await createJobQueue(database.db).add(job, { n: 0 })
    const work = withTransaction(database.db, async (trx) => {
      await createJobQueue(trx).add(job, { n: 1 })
      throw new Error('it is not to be')
    })
    await expect(work).rejects.toThrow('it is not to be')

    expect(await waitingFor(job)).toBe(1)
  })

  test('is there once under its id', async () => {
    const job = numbered('with-id')
    const id = '0198c5d8-0000-7000-8000-0000000000d1'
    const queue = createJobQueue(database.db)
    await queue.add(job, { n: 1 }, { id })
    await queue.add(job, { n: 2 }, { id })

    expect(await waitingFor(job)).toBe(1)
  })

  test('waits for its time', async () => {
    const job = numbered('later')
    const queue = createJobQueue(database.db)
    await queue.add(job, { n: 1 }, { after: new Date(Date.now() + 3_600_000) })
    await queue.add(job, { n: 2 })
    await startOn(job)
    await until(() => done.length > 0)

    expect(done.map(({ n }) => n)).toEqual([2])
    expect(await waitingFor(job)).toBe(1)
  })

  test('is tried again when it fails, under the same id', async () => {
    const job = numbered('tried-again', { failures: 1 })
    await createJobQueue(database.db).add(job, { n: 1 })
    await startOn(job)
    await until(() => done.length > 1)

    expect(done.map(({ attempt }) => attempt.number)).toEqual([1, 2])
    expect(new Set(done.map(({ attempt }) => attempt.id)).size).toBe(1)
  })

  test('is given up after its last attempt, and can be put back', async () => {
    const job = numbered('given-up', { failures: 1, retries: 0 })
    await createJobQueue(database.db).add(job, { n: 1 })
    await startOn(job)
    await until(async () => (await waitingFor({ name: DEAD_LETTERS })) > 0)
    expect(done.map(({ attempt }) => attempt.number)).toEqual([1])

    expect(await createBoss(database.db).redrive(DEAD_LETTERS)).toBe(1)
    await until(() => done.length > 1)
  })

  test('is given up at once where its handler says that no other attempt can help', async () => {
    const before = await waitingFor({ name: DEAD_LETTERS })
    const hopeless = defineJob({
      name: 'hopeless',
      data,
      retryDelaySeconds: 1,
      handler:
        () =>
        async ({ n }, attempt) => {
          done.push({ n, attempt })
          throw new GiveUpError('they do not want it')
        },
    })
    await createJobQueue(database.db).add(hopeless, { n: 1 })
    await startOn(hopeless)
    await until(async () => (await waitingFor({ name: DEAD_LETTERS })) > before)

    expect(done.map(({ attempt }) => attempt.number)).toEqual([1])
    expect(await waitingFor(hopeless)).toBe(0)
  })

  test('is refused with data that its schema does not take', async () => {
    const job = numbered('wrong-data')
    const add = createJobQueue(database.db).add(job, { n: 'one' } as never)

    await expect(add).rejects.toThrow('job wrong-data: /n must be integer')
  })

  test('is given up at once where an older version has put in what is not taken any more', async () => {
    const old = defineJob({
      name: 'outlived',
      data: Type.Object({ old: Type.Boolean() }),
      handler: () => async () => {},
    })
    await createJobQueue(database.db).add(old, { old: true })
    const before = await waitingFor({ name: DEAD_LETTERS })
    await startOn(numbered('outlived'))
    await until(async () => (await waitingFor({ name: DEAD_LETTERS })) > before)

    expect(done).toEqual([])
  })
})

test('a worker that is closed waits for the job at work, and begins no other', async () => {
  const finish = Promise.withResolvers<void>()
  let isHurried: boolean | undefined
  const job = defineJob({
    name: 'slow',
    data,
    handler:
      () =>
      async ({ n }, attempt) => {
        await finish.promise
        isHurried = attempt.signal.aborted
        done.push({ n, attempt })
      },
  })
  const queue = createJobQueue(database.db)
  await queue.add(job, { n: 1 })
  worker = await workerOn(database, [job], { JOBS_CONCURRENCY: '1' })
  await until(async () => (await activeOf(job)) === 1)
  const closing = worker.close()
  await queue.add(job, { n: 2 })
  // One that does not wait is closed by then.
  const first = await Promise.race([closing.then(() => 'closed'), sleep(1_000, 'waiting')])
  expect(first).toBe('waiting')
  expect(done).toEqual([])
  finish.resolve()
  await closing

  expect(done.map(({ n }) => n)).toEqual([1])
  // Nobody told it to hurry, and it is not done again.
  expect(isHurried).toBe(false)
  expect(await activeOf(job)).toBe(0)
  expect(await waitingFor(job)).toBe(1)
})

test('an attempt that takes too long is told, and made again', async () => {
  const numbers: number[] = []
  const job = defineJob({
    name: 'too-long',
    data,
    retryDelaySeconds: 1,
    timeoutSeconds: 1,
    handler: () => async (_data, attempt) => {
      numbers.push(attempt.number)
      if (attempt.number > 1) return
      await new Promise((_, reject) => {
        attempt.signal.addEventListener('abort', () => reject(new Error('too long')))
      })
    },
  })
  await createJobQueue(database.db).add(job, { n: 1 })
  await startOn(job)
  await until(() => numbers.length === 2)
})

test('no more of a kind are at work in a process than it says', async () => {
  const finish = Promise.withResolvers<void>()
  const begun: number[] = []
  const job = defineJob({
    name: 'narrow',
    data,
    concurrency: 1,
    handler:
      () =>
      async ({ n }) => {
        begun.push(n)
        if (n === 1) await finish.promise
      },
  })
  const wide = numbered('wide')
  const queue = createJobQueue(database.db)
  for (const n of [1, 2, 3]) await queue.add(job, { n })
  worker = await workerOn(database, [job, wide], { JOBS_CONCURRENCY: '3' })
  await until(() => begun.length > 0)
  // Another kind goes on meanwhile, so the worker has looked again.
  for (const n of [1, 2, 3, 4, 5, 6]) await queue.add(wide, { n })
  await until(() => done.length === 6)
  expect(begun).toEqual([1])
  finish.resolve()
  await until(() => begun.length === 3)
})

test('what is scheduled is put in by itself, and what is not any more is forgotten', async () => {
  const boss = createBoss(database.db)
  const schedule = { cron: '0 3 * * *', data: { n: 1 } }
  await startOn({ ...numbered('nightly'), schedule })
  expect((await boss.getSchedules()).map(({ name, cron }) => [name, cron])).toEqual([
    ['nightly', '0 3 * * *'],
  ])
  await worker?.close()
  await startOn(numbered('nightly'))

  expect(await boss.getSchedules()).toEqual([])
})

test('the tables of the database are those that the library wants', async () => {
  expect(await createBoss(database.db).detectSchemaDrift()).toMatchObject({ ok: true })
})

test('a job that fails is written down with its name, and what it was given is not', async () => {
  const lines: string[] = []
  const job = numbered('told', { failures: 1, retries: 0 })
  await createJobQueue(database.db).add(job, { n: 271_828 })
  worker = await workerOn(database, [job], {}, silentLogger(lines))
  await until(() => lines.some((line) => line.includes('job given up')))

  expect(lines.join()).toContain('"job":"told"')
  expect(lines.join()).not.toContain('271828')
})

async function waitingFor({ name }: { readonly name: string }): Promise<number> {
  return (await countsOf(name))?.waiting ?? 0
}

async function activeOf({ name }: { readonly name: string }): Promise<number> {
  return (await countsOf(name))?.active ?? 0
}

async function countsOf(name: string) {
  return (await countJobs(database.db)).find((counts) => counts.name === name)
}
