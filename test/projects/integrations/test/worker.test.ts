import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, inject, onTestFinished, test } from 'vitest'
import { openDatabase } from '../src/database/connection.ts'
import { createBoss, createWorkingBoss } from '../src/jobs/boss.ts'
import { createJobQueue } from '../src/jobs/queue.ts'
import { productionEnv, testConfig } from './support/config.ts'
import { silentLogger, until } from './support/jobs.ts'
import { createScratchDatabase } from './support/postgres.ts'
import { type RunningProcess, run } from './support/process.ts'
import { createMarks, markJob, readMarks } from './support/working.ts'

const server = inject('testServer')

function start(script: string, env: Record<string, string>): RunningProcess {
  const started = run(script, [], { JOBS_POLL_MS: '500', ...env })
  onTestFinished(() => void started.child.kill('SIGKILL'))
  return started
}

describe('the process that answers requests', () => {
  let dataDir: string

  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'jobs-'))
  })

  afterEach(() => rm(dataDir, { recursive: true }))

  test('does jobs too in development, and ends with them', async () => {
    const cursorSecret = randomBytes(32).toString('base64')
    const env = { NODE_ENV: 'development', PORT: '0', CURSOR_SECRET: cursorSecret }
    const service = start('src/main.ts', { ...env, DATA_DIR: dataDir })
    await service.waitFor('ready')
    service.child.kill('SIGTERM')
    expect(await service.exit).toBe(0)

    const config = testConfig({ DATA_DIR: dataDir })
    const database = await openDatabase({ ...config, databaseUrl: undefined }, silentLogger([]))
    const queues = await createBoss(database.db).getQueues()
    await database.close()
    expect(queues.map(({ name }) => name)).toContain('sweep-idempotency-keys')
  })
})

describe.runIf(server)('a worker', () => {
  async function scratch(isMigrated = true) {
    const created = await createScratchDatabase(server as NonNullable<typeof server>, isMigrated)
    const config = testConfig({ DATABASE_URL: created.url })
    const database = await openDatabase(config, silentLogger([]))
    if (isMigrated) await createMarks(database.db)
    onTestFinished(async () => {
      await database.close()
      await created.drop()
    })
    const env = { ...productionEnv, NODE_ENV: 'production', DATABASE_URL: created.url }
    return { database, env, queue: createJobQueue(database.db) }
  }

  test('is not started on a database whose migrations are missing', async () => {
    const { env } = await scratch(false)
    const worker = start('src/commands/worker.ts', env)
    expect(await worker.exit).toBe(1)
    expect(worker.logs().at(-1)?.msg).toContain('migrations are missing')
  })

  test('does what the registry lists, and ends when it is told to', async () => {
    const { env } = await scratch()
    const worker = start('src/commands/worker.ts', env)
    await worker.waitFor('working')
    worker.child.kill('SIGTERM')
    expect(await worker.exit).toBe(0)
  })

  test('and another one do a thousand jobs, each of them once', async () => {
    const { database, env, queue } = await scratch()
    for (let n = 0; n < 1_000; n += 1) await queue.add(markJob, { n, ms: 0 })
    const workers = [1, 2].map((n) =>
      start('test/support/working.ts', { ...env, WORKER: String(n), JOBS_CONCURRENCY: '20' }),
    )
    await until(async () => (await readMarks(database.db)).length >= 1_000)
    const rows = await readMarks(database.db)
    for (const worker of workers) worker.child.kill('SIGTERM')

    expect(await Promise.all(workers.map(({ exit }) => exit))).toEqual([0, 0])
    expect(rows.every(({ times }) => times === 1)).toBe(true)
    expect(new Set(rows.map(({ worker }) => worker))).toEqual(new Set(['1', '2']))
  })

  test('that is killed in the middle of a job leaves it to another, under the same id', async () => {
    const { database, env, queue } = await scratch()
    await queue.add(markJob, { n: 1, ms: 3_600_000 })
    const first = start('test/support/working.ts', { ...env, WORKER: '1' })
    await first.waitFor('begun')
    first.child.kill('SIGKILL')
    await first.exit
    expect(await readMarks(database.db)).toEqual([])

    const second = start('test/support/working.ts', { ...env, WORKER: '2' })
    await until(async () => {
      // What a worker does by itself every half a minute: it finds the jobs whose time is over.
      await createWorkingBoss(database.pool, 1).supervise(markJob.name)
      return (await readMarks(database.db)).length === 1
    })
    second.child.kill('SIGTERM')
    expect(await second.exit).toBe(0)
    expect(await readMarks(database.db)).toEqual([{ n: 1, times: 1, worker: '2' }])
    const ids = [first, second].map((it) => it.logs().find(({ msg }) => msg === 'begun')?.markId)
    expect(ids[0]).toBeDefined()
    expect(ids[0]).toBe(ids[1])
  })
})
