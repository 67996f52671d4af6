import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { Agent, request } from 'node:http'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, inject, onTestFinished, test } from 'vitest'
import { productionEnv } from './support/config.ts'
import { type RunningProcess, run } from './support/process.ts'

const cursorSecret = randomBytes(32).toString('base64')
const server = inject('testServer')

function start(script: string, env: Record<string, string>): RunningProcess {
  const base = { NODE_ENV: 'development', PORT: '0', CURSOR_SECRET: cursorSecret }
  const started = run(script, [], { ...base, ...env })
  onTestFinished(() => void started.child.kill('SIGKILL'))
  return started
}

/** A client as load balancers are: it keeps its connections. */
function createClient() {
  const agent = new Agent({ keepAlive: true })
  onTestFinished(() => agent.destroy())
  return (url: string) =>
    new Promise<number | undefined>((resolve, reject) => {
      request(url, { agent }, (response) => {
        response.resume().once('end', () => resolve(response.statusCode))
      })
        .once('error', reject)
        .end()
    })
}

describe('the process', () => {
  let dataDir: string

  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'process-'))
  })

  afterEach(() => rm(dataDir, { recursive: true }))

  test('starts on the embedded database, keeps others out of it, and stops', async () => {
    const first = start('src/main.ts', { DATA_DIR: dataDir })
    const { api } = await first.waitFor('ready')
    expect(await createClient()(`${api}/health/ready`)).toBe(200)

    const second = start('src/main.ts', { DATA_DIR: dataDir })
    expect(await second.exit).toBe(1)
    expect(second.logs().at(-1)?.msg).toContain(`open in another process (${first.child.pid}`)

    first.child.kill('SIGTERM')
    expect(await first.exit).toBe(0)
    expect(existsSync(join(dataDir, 'pglite.lock'))).toBe(false)
    expect(first.output.stdout + first.output.stderr).not.toContain(cursorSecret)
    expect(first.output.stderr).toBe('')
  })

  test.runIf(server)('starts on PostgreSQL in production, and stops', async () => {
    const env = { ...productionEnv, NODE_ENV: 'production', DATABASE_URL: server?.url ?? '' }
    const ports = { MANAGEMENT_PORT: '0', SHUTDOWN_DELAY_MS: '0' }
    const production = start('src/main.ts', { ...env, ...ports })
    const { management } = await production.waitFor('ready')
    expect(await createClient()(`${management}/health/live`)).toBe(200)
    production.child.kill('SIGINT')
    expect(await production.exit).toBe(0)
  })
})

describe('a mistake of the operator ends it with a message and no stack', () => {
  const stack = /\n {4}at |\\n {4}at /

  test('in the configuration', async () => {
    const failed = start('src/main.ts', { PORT: 'eighty', CURSOR_SECRET: '' })
    expect(await failed.exit).toBe(1)
    expect(failed.output.stderr).toMatch(/PORT is "eighty".*\n.*CURSOR_SECRET is not set/)
    expect(failed.output.stderr).not.toMatch(stack)
  })

  test('in the address of the database', async () => {
    const failed = start('src/main.ts', { DATABASE_URL: 'postgres://app:hunter2@127.0.0.1:1/x' })
    expect(await failed.exit).toBe(1)
    expect(failed.logs().at(-1)).toMatchObject({
      level: 'fatal',
      msg: 'the database cannot be used: connect ECONNREFUSED 127.0.0.1:1',
    })
    expect(failed.output.stdout).not.toMatch(stack)
    expect(failed.output.stdout).not.toContain('hunter2')
  })

  test('in the port', async () => {
    const occupant = createServer()
    await new Promise<void>((resolve) => occupant.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void occupant.close())
    const { port } = occupant.address() as { port: number }

    const failed = start('test/support/slow-server.ts', { PORT: String(port) })
    expect(await failed.exit).toBe(1)
    expect(failed.logs().at(-1)).toMatchObject({
      level: 'fatal',
      msg: `cannot listen on 127.0.0.1:${port}: it is in use`,
    })
    expect(failed.output.stdout).not.toMatch(stack)
  })
})

describe('on SIGTERM', () => {
  test.each([1, 2, 3, 4, 5])('fails no request, time %i of five', async () => {
    const stopped = start('test/support/slow-server.ts', {
      SHUTDOWN_DELAY_MS: '500',
      SHUTDOWN_DEADLINE_MS: '10000',
      LOG_LEVEL: 'info',
      RATE_LIMIT_MAX: '1000000',
    })
    const { api } = await stopped.waitFor('ready')
    const get = createClient()
    const statuses: (number | undefined)[] = []
    let isBalancing = true

    const clients = Array.from({ length: 8 }, async () => {
      while (isBalancing) statuses.push(await get(`${api}/v1/slow/5`))
    })
    const inFlight = get(`${api}/v1/slow/1000`)
    await sleep(50)
    stopped.child.kill('SIGTERM')
    await stopped.waitFor('stopping')
    // What a load balancer does: it goes on until it sees that the process is not ready.
    while ((await get(`${api}/health/ready`)) === 200) await sleep(10)
    expect(await get(`${api}/v1/slow/1`)).toBe(200)
    isBalancing = false

    await Promise.all(clients)
    expect(await inFlight).toBe(200)
    expect(new Set(statuses)).toEqual(new Set([200]))
    expect(await stopped.exit).toBe(0)
    const messages = stopped.logs().map((it) => it.msg)
    expect(messages.at(-1)).toBe('stopped')
    const last = messages.lastIndexOf('request completed')
    expect(last).toBeGreaterThan(0)
    expect(messages.indexOf('database closed'), 'after the last answer').toBeGreaterThan(last)
  })

  test('does not wait for a connection that is kept alive after its answer', async () => {
    const stopped = start('test/support/slow-server.ts', { SHUTDOWN_DEADLINE_MS: '10000' })
    const { api } = await stopped.waitFor('ready')
    const inFlight = createClient()(`${api}/v1/slow/300`)
    await stopped.waitFor('slow request began')
    stopped.child.kill('SIGTERM')
    expect(await inFlight).toBe(200)
    // 1 would mean that it hung until the deadline.
    expect(await stopped.exit).toBe(0)
  })

  test('gives up at the deadline', async () => {
    const stopped = start('test/support/slow-server.ts', { SHUTDOWN_DEADLINE_MS: '1000' })
    const { api } = await stopped.waitFor('ready')
    const inFlight = createClient()(`${api}/v1/slow/14000`).catch(() => 'cut')
    await stopped.waitFor('slow request began')
    stopped.child.kill('SIGTERM')
    expect(await stopped.exit).toBe(1)
    expect(stopped.logs().at(-1)).toMatchObject({ level: 'fatal', msg: 'could not stop in time' })
    expect(await inFlight).toBe('cut')
  })

  test('says so when something cannot be closed, closes the rest, and exits with 1', async () => {
    const stopped = start('test/support/slow-server.ts', { CLOSING_FAILS: 'true' })
    await stopped.waitFor('ready')
    stopped.child.kill('SIGTERM')
    expect(await stopped.exit).toBe(1)
    expect(stopped.logs().slice(-2)).toMatchObject([
      { level: 'error', msg: 'something could not be closed', err: { message: 'cannot close' } },
      { msg: 'stopped' },
    ])
  })

  test('exits at once when it comes a second time', async () => {
    const env = { SHUTDOWN_DELAY_MS: '20000' }
    const stopped = start('test/support/slow-server.ts', env)
    await stopped.waitFor('ready')
    stopped.child.kill('SIGTERM')
    await stopped.waitFor('stopping')
    stopped.child.kill('SIGTERM')
    expect(await stopped.exit).toBe(143)
  })
})

describe.each(['exception', 'rejection'])('after an unexpected %s that nobody handles', (crash) => {
  test('logs it, ends what is in flight, and exits with 1', async () => {
    const crashed = start('test/support/slow-server.ts', {})
    const { api } = await crashed.waitFor('ready')
    const get = createClient()
    const inFlight = get(`${api}/v1/slow/200`)
    await crashed.waitFor('slow request began')
    await get(`${api}/v1/slow/${crash}`)
    expect(await crashed.waitFor('crashed')).toMatchObject({
      level: 'fatal',
      err: { message: expect.stringContaining('nobody'), stack: expect.stringContaining('at ') },
    })
    expect(await inFlight).toBe(200)
    expect(await crashed.exit).toBe(1)
  })
})
