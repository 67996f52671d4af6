// What a slow third party costs everyone else: requests per second of a list of the API, alone, and
// while others ask for what hangs on an upstream that answers after two seconds. Once with the bound on
// calls that are under way, once without it, as ratios taken in one run.
//   npm run bench:resilience [-- rounds]
// DATABASE_URL names a server on which a database may be made and dropped.

import { execFileSync, fork } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { Agent, createServer, request } from 'node:http'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { commandsIn, node, scratchDatabase } from './api.js'
import { emptied, median, repository, work } from './measure.js'

const rounds = Number(process.argv[2] ?? 7)
const upstreamMs = 2_000
/** How often somebody asks for what is slow, in requests per second: ten times what the bound lets by. */
const slowRate = 100
/** How many ask for the list at once, and how often in all. */
const connections = 16
const requests = 3_000

const area = emptied(join(work, 'resilience'))

/** What somebody would write who answers with what the third party says. */
const asking = `import { Type } from 'typebox'
import type { Resource } from './resource.ts'

const Answer = Type.Object({ id: Type.String({ maxLength: 50 }) }, { additionalProperties: false })

export const asking: Resource = {
  path: '/asking',
  plugin: ({ integrations }) => async (app) => {
    app.get(
      '',
      { config: { access: 'public' }, schema: { response: { 200: Answer } } },
      async () => (await integrations.partner.ask({ id: '1' })).value,
    )
  },
}
`

const upstream = createServer((_incoming, answer) => {
  setTimeout(() => {
    answer.setHeader('content-type', 'application/json').end('{"id":"1"}')
  }, upstreamMs)
})
await new Promise((resolve) => upstream.listen(0, '127.0.0.1', () => resolve(undefined)))
const upstreamUrl = `http://127.0.0.1:${/** @type {{ port: number }} */ (upstream.address()).port}`

const database = await scratchDatabase('resilience')
/** @type {import('node:child_process').ChildProcess[]} */
const children = []
try {
  const cwd = makeApi()
  const bounded = await start(cwd, 3110, { PARTNER_CONCURRENCY: '20' })
  const unbounded = await start(cwd, 3120, { PARTNER_CONCURRENCY: '1000' })
  report(await measure(bounded, unbounded))
} finally {
  for (const child of children) child.kill('SIGKILL')
  upstream.closeAllConnections()
  upstream.close()
  await database.drop()
}

function makeApi() {
  execFileSync('npm', ['run', '--silent', 'build'], { cwd: repository, stdio: 'inherit' })
  const cwd = join(area, 'api')
  const run = commandsIn(cwd, database.url)
  const options = ['--yes', '--auth', 'none', '--no-check', '--no-git', '--no-docker', '--no-ci']
  run(node, [join(repository, 'dist/src/cli.js'), 'api', ...options], area)
  run('npx', ['plop', 'resource', 'item', '--', '--fields', 'name:string', '--yes'])
  const operations = 'ask: GET /things/:id -> {id:string(50)}'
  run('npx', ['plop', 'circuit-breaker', 'partner', '--', '--operations', operations, '--yes'])
  writeFileSync(join(cwd, 'src/resources/asking.ts'), asking)
  const registry = join(cwd, 'src/resources/index.ts')
  const listed = readFileSync(registry, 'utf8')
    .replace(/^/, "import { asking } from './asking.ts'\n")
    .replace('  items,\n', '  asking,\n  items,\n')
  writeFileSync(registry, listed)
  run('npm', ['run', '--silent', 'build'])
  run(node, ['dist/src/commands/database.js', 'migrate'])
  return cwd
}

/**
 * @param {string} cwd
 * @param {number} port
 * @param {Record<string, string>} env
 * @returns {Promise<string>} its origin
 */
async function start(cwd, port, env) {
  const log = openSync(join(area, `${port}.log`), 'w')
  const child = fork(join(cwd, 'dist/src/main.js'), {
    cwd,
    execPath: node,
    env: {
      ...process.env,
      HOST: '127.0.0.1',
      PORT: String(port),
      MANAGEMENT_PORT: String(port + 1),
      DATABASE_URL: database.url,
      CURSOR_SECRET: randomBytes(32).toString('hex'),
      // Not production, which would not call an upstream without https; all else is as there.
      NODE_ENV: 'development',
      LOG_LEVEL: 'info',
      RATE_LIMIT_MAX: '1000000',
      RATE_LIMIT_WINDOW_SECONDS: '1',
      // So long that no try is given up, and the circuit stays closed: what is left is the bound.
      PARTNER_URL: upstreamUrl,
      PARTNER_TIMEOUT_MS: '10000',
      PARTNER_TOTAL_TIMEOUT_MS: '10000',
      PARTNER_RETRIES: '0',
      ...env,
    },
    stdio: ['ignore', log, log, 'ipc'],
  })
  closeSync(log)
  children.push(child)
  const origin = `http://127.0.0.1:${port}`
  for (let attempt = 0; attempt < 100 && child.exitCode === null; attempt += 1) {
    const answer = await fetch(`${origin}/health/ready`).catch(() => undefined)
    if (answer?.status === 200) {
      for (let n = 0; n < 20; n += 1) await create(origin, n)
      return origin
    }
    await sleep(200)
  }
  throw new Error(`it did not start: see bench/.work/resilience/${port}.log`)
}

/** @param {string} origin @param {number} n */
async function create(origin, n) {
  const body = JSON.stringify({ name: `Item ${n}` })
  const headers = { 'content-type': 'application/json' }
  const { status } = await fetch(`${origin}/v1/items`, { method: 'POST', body, headers })
  if (status !== 201) throw new Error(`an item was answered with ${status}`)
}

/** @typedef {{ quiet: number, slow: number, answered: number, refused: number }} Sample */

/**
 * Both servers, alone and beside the slow, round after round, so that a noisy moment meets all alike.
 *
 * @param {string} bounded
 * @param {string} unbounded
 */
async function measure(bounded, unbounded) {
  /** @type {Record<'bounded' | 'unbounded', Sample[]>} */
  const samples = { bounded: [], unbounded: [] }
  for (let round = -1; round < rounds; round += 1) {
    for (const [name, origin] of /** @type {const} */ ([
      ['bounded', bounded],
      ['unbounded', unbounded],
    ])) {
      const quiet = await rateOfList(origin)
      const slow = keepAsking(origin)
      // Until as many are under way as will be.
      await sleep(upstreamMs + 500)
      const beside = await rateOfList(origin)
      const statuses = await slow.stop()
      const answered = statuses.filter((status) => status === 200).length
      const refused = statuses.filter((status) => status === 503).length
      // The first round warms the compiler and does not count.
      if (round >= 0) samples[name].push({ quiet, slow: beside, answered, refused })
    }
    process.stderr.write(`round ${round + 1} of ${rounds}\n`)
  }
  return samples
}

/** @param {string} origin */
async function rateOfList(origin) {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const started = process.hrtime.bigint()
  let sent = 0
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (sent < requests) {
        sent += 1
        const status = await get(`${origin}/v1/items?limit=20`, agent)
        if (status !== 200) throw new Error(`the list was answered with ${status}`)
      }
    }),
  )
  const seconds = Number(process.hrtime.bigint() - started) / 1e9
  agent.destroy()
  return requests / seconds
}

/** Asks for what is slow at a steady rate, whether it is answered or not. @param {string} origin */
function keepAsking(origin) {
  const agent = new Agent({ keepAlive: true })
  /** @type {Promise<number>[]} */
  const asked = []
  const timer = setInterval(() => asked.push(get(`${origin}/v1/asking`, agent)), 1_000 / slowRate)
  return {
    async stop() {
      clearInterval(timer)
      const statuses = await Promise.all(asked)
      agent.destroy()
      return statuses
    },
  }
}

/** @param {string} url @param {Agent} agent @returns {Promise<number>} */
function get(url, agent) {
  return new Promise((resolve, reject) => {
    request(url, { agent }, (answer) => {
      answer.resume().on('end', () => resolve(answer.statusCode ?? 0))
    })
      .on('error', reject)
      .end()
  })
}

/** @param {Record<'bounded' | 'unbounded', Sample[]>} samples */
function report(samples) {
  console.log(
    `\nRequests per second of a list while ${slowRate} a second ask for what takes ${upstreamMs} ms,`,
  )
  console.log('as a part of those without them (goal: 0.9 and more with the bound)')
  for (const [name, all] of Object.entries(samples)) {
    const ratio = median(all.map(({ quiet, slow }) => slow / quiet))
    const answered = median(all.map((sample) => sample.answered))
    const refused = median(all.map((sample) => sample.refused))
    console.log(`${name.padEnd(12)}${ratio.toFixed(2)}   ${answered} answered, ${refused} refused`)
  }
  writeFileSync(join(area, 'result.json'), `${JSON.stringify(samples, null, 2)}\n`)
}
