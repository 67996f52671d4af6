import { createServer, type Server } from 'node:net'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { createMails } from '../src/auth/mails.ts'
import { openOutbox } from '../src/auth/open-outbox.ts'
import type { Outbox } from '../src/auth/outbox.ts'
import { withTransaction } from '../src/database/transaction.ts'
import { createBoss, DEAD_LETTERS } from '../src/jobs/boss.ts'
import { countJobs } from '../src/jobs/counts.ts'
import { sendMailJob } from '../src/jobs/send-mail.job.ts'
import type { Worker } from '../src/jobs/worker.ts'
import { createSecurityEvents } from '../src/observability/security-events.ts'
import { systemClock } from '../src/shared/clock.ts'
import { newId } from '../src/shared/id.ts'
import { mailsOf, post } from './support/accounts.ts'
import { createTestApp, type TestApp } from './support/app.ts'
import { silentLogger, until, workerOn } from './support/jobs.ts'
import { startMailServer } from './support/mail-server.ts'

const address = 'ann.of.the.outbox@example.com'
const token = 't'.repeat(43)
const mails = createMails(undefined)

let app: TestApp
let outbox: Outbox
let worker: Worker | undefined
let server: Server | undefined
let lines: string[]

beforeAll(async () => {
  app = await createTestApp({ identify: 'own' })
  const logger = silentLogger([])
  const { config, database } = app
  const events = createSecurityEvents(logger)
  const dependencies = { config, logger, database, clock: systemClock, newId }
  outbox = await openOutbox(dependencies, { mails, events, clock: systemClock })
})

beforeEach(async () => {
  lines = []
  await sql`delete from jobs.job`.execute(app.db)
})

afterEach(async () => {
  await worker?.close()
  worker = undefined
  server?.close()
  server = undefined
})

afterAll(() => app.close())

async function countOf(name: string, state: 'waiting' | 'failed' = 'waiting'): Promise<number> {
  return (await countJobs(app.db)).find((counts) => counts.name === name)?.[state] ?? 0
}

function sendVerify(): Promise<void> {
  return outbox.inTransaction(app.db, (_trx, send) => send(mails.verify(address, token)))
}

/** A worker that sends by SMTP, to a port of this machine. */
async function startWorker(port: number, retries = 5): Promise<void> {
  const job = { ...sendMailJob, retries, retryDelaySeconds: 1 }
  const env = { SMTP_URL: `smtp://127.0.0.1:${port}` }
  worker = await workerOn(app.database, [job], env, silentLogger(lines))
}

test('a mail never was where its transaction is rolled back', async () => {
  await sendVerify()
  const work = outbox.inTransaction(app.db, async (_trx, send) => {
    await send(mails.verify(address, token))
    throw new Error('it is not to be')
  })
  await expect(work).rejects.toThrow('it is not to be')

  expect(await countOf('send-mail')).toBe(1)
})

test('a mail is rolled back with a transaction around that of the outbox', async () => {
  const work = withTransaction(app.db, async (trx) => {
    await outbox.inTransaction(trx, (_inner, send) => send(mails.verify(address, token)))
    throw new Error('it is not to be')
  })
  await expect(work).rejects.toThrow('it is not to be')

  expect(await countOf('send-mail')).toBe(0)
})

test('a registration and its mail are there together', async () => {
  const password = 'nine stolen lighthouses'
  expect((await post(app, 'register', { email: address, password })).statusCode).toBe(202)

  expect(await countOf('send-mail')).toBe(1)
  const sent = await mailsOf(app)
  expect(sent.map(({ kind, to }) => [kind, to])).toEqual([['verify', address]])
})

test('what waits shows neither the address nor the token', async () => {
  await sendVerify()
  await outbox.request({ kind: 'reset', email: address, from: { network: '203.0.113.7' } })
  const { rows } = await sql<{ text: string }>`select job::text from jobs.job`.execute(app.db)

  expect(rows).toHaveLength(2)
  const text = rows.map((row) => row.text).join()
  expect(text).not.toContain(address)
  expect(text).not.toContain(token)
  expect(text).not.toContain('203.0.113.7')
})

test('a password is asked for in the same way, whether there is an account or not', async () => {
  for (const email of [address, 'nobody.at.all@example.com']) {
    expect((await post(app, 'password-reset', { email })).statusCode).toBe(202)
  }
  expect(await countOf('write-mail')).toBe(2)
})

test('what no process was left to send is sent by the next worker, once', async () => {
  await sendVerify()
  const mailServer = await startMailServer()
  server = mailServer.server
  await startWorker(mailServer.port)
  await until(async () => (await countOf('send-mail')) === 0 && mailServer.mails.length > 0)

  expect(mailServer.mails).toHaveLength(1)
  expect(mailServer.mails[0]).toContain(token)
})

test('what was sent does not stay in the table for longer than a minute', async () => {
  await sendVerify()
  expect(await createBoss(app.db).getQueue('send-mail')).toMatchObject({ deleteAfterSeconds: 60 })
})

test('what cannot be sent is sent once the server is back', async () => {
  const port = await unusedPort()
  await sendVerify()
  await startWorker(port)
  await until(() => lines.some((line) => line.includes('job failed and will be tried again')))
  const mailServer = await startMailServer(port)
  server = mailServer.server
  await until(() => mailServer.mails.length > 0)

  expect(mailServer.mails[0]).toContain(token)
})

test('what a server refuses for good is put aside, and can be sent later', async () => {
  const refusing = await startMailServer(0, { refuses: true })
  server = refusing.server
  // How often it is tried is settled when it is added.
  await startWorker(refusing.port, 0)
  await sendVerify()
  await until(async () => (await countOf(DEAD_LETTERS)) > 0)
  await worker?.close()
  server.close()
  expect(lines.join()).toContain('job given up')
  expect(lines.join()).not.toContain(address)
  expect(lines.join()).not.toContain(token)

  const mailServer = await startMailServer()
  server = mailServer.server
  expect(await createBoss(app.db).redrive(DEAD_LETTERS)).toBe(1)
  await startWorker(mailServer.port)
  await until(() => mailServer.mails.length > 0)
})

test('what brings a token that has expired is not sent', async () => {
  const before = { now: () => new Date(Date.now() - 25 * 3_600_000) }
  const { config, database } = app
  const quiet = silentLogger([])
  const dependencies = { config, logger: quiet, database, clock: before, newId }
  const events = createSecurityEvents(quiet)
  const old = await openOutbox(dependencies, { mails, events, clock: before })
  await old.inTransaction(app.db, async (_trx, send) => {
    await send(mails.verify(address, token))
    await send(mails.accountRemoved(address))
  })
  const mailServer = await startMailServer()
  server = mailServer.server
  await startWorker(mailServer.port)
  await until(async () => (await countOf('send-mail')) === 0 && mailServer.mails.length > 0)

  expect(lines.join()).toContain('what it brings has expired')
  expect(mailServer.mails.join()).not.toContain(token)
})

async function unusedPort(): Promise<number> {
  const { port, server: other } = await listening()
  await new Promise((done) => other.close(done))
  return port
}

async function listening(): Promise<{ port: number; server: Server }> {
  const other = createServer()
  await new Promise<void>((done) => void other.listen(0, '127.0.0.1', done))
  const bound = other.address()
  return { port: typeof bound === 'object' && bound ? bound.port : 0, server: other }
}
