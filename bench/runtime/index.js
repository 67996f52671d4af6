// A made API with everything on, in production mode and on PostgreSQL, beside peers on the same
// table: CPU time of the server per request, and requests per second, as ratios taken in one run. The
// same by GraphQL, beside peers with that and beside REST of the same process. And what a verified token
// costs: the same list of the API for whoever has logged in.
//   npm run bench:runtime [-- rounds [alone]]   alone: without the peers
// DATABASE_URL names a server on which a database may be made and dropped.

import { execFileSync, fork, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { closeSync, openSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { commandsIn, node, query, scratchDatabase } from '../api.js'
import { emptied, median, repository, work } from '../measure.js'
import { graphql, peers, rest } from './peers.js'
import * as questions from './questions.js'
import { audience, issuer, seedSessions, signTokens } from './tokens.js'

/**
 * @typedef {{ name: string, main: string, cwd: string, env: Record<string, string>, port: number, kinds: Kind[], idType?: string, keys?: string }} Server `kinds`: what it can be asked; `keys`: its access tokens are signed with them
 * @typedef {{ server: Server, child: import('node:child_process').ChildProcess, cursors: (string | null)[], ownCursors: (string | null)[] }} Running
 * @typedef {'get' | 'list' | 'verified' | 'create' | 'include' | 'graphqlGet' | 'graphqlList'} Kind `verified`: the list for whoever has a token; `include`: the list with its authors, as `graphqlList`
 * @typedef {{ id: string, account_id: string }[]} Sessions
 * @typedef {{ cpu: number, rate: number }} Sample CPU in µs per request, requests per second
 */

const rounds = Number(process.argv[2] ?? 7)
const isAlone = process.argv[3] === 'alone'
const connections = 32
/** @type {Record<Kind, number>} */
const requests = {
  get: 6_000,
  list: 3_000,
  verified: 3_000,
  create: 3_000,
  include: 2_000,
  graphqlGet: 6_000,
  graphqlList: 2_000,
}
const kinds = /** @type {Kind[]} */ (Object.keys(requests))
const article = 'title:string(200) body:text views:integer=0 live:boolean=false author:ref(user)'

const here = fileURLToPath(new URL('.', import.meta.url))
const area = emptied(join(work, 'runtime'))

// PostgreSQL before 18 makes only version 4, which the API does not take for one of its own.
const uuidV7 = `overlay(gen_random_uuid()::text placing '7' from 15 for 1)::uuid`

const database = await scratchDatabase('runtime')
/** @type {Running[]} */
const running = []
try {
  const servers = [makeApi(), ...(isAlone ? [] : peers(node))]
  const { ids, authorId, sessions } = await seed()
  for (const server of servers) {
    const one = start(server)
    running.push(one)
    one.cursors = await firstAnswer(() => pageCursors(server), one.child, server)
    if (server.keys)
      one.ownCursors = await pageCursors(server, signTokens(server.keys, sessions)[0])
  }
  report(await measure(ids, authorId, sessions))
} finally {
  for (const { child } of running) child.kill('SIGKILL')
  await database.drop()
}

/** @returns {Server} */
function makeApi() {
  execFileSync('npm', ['run', '--silent', 'build'], { cwd: repository, stdio: 'inherit' })
  const cwd = join(area, 'api')
  const run = commandsIn(cwd, database.url)
  const options = [
    '--yes',
    '--auth',
    'local',
    '--no-check',
    '--no-git',
    '--no-docker',
    '--graphql',
    '--ci',
    'none',
  ]
  const everyone = ['--access', 'public', '--yes']
  const known = ['--access', 'authenticated', '--yes']
  run(node, [join(repository, 'dist/src/cli.js'), 'api', ...options], area)
  run('npx', ['plop', 'resource', 'user', '--', '--fields', 'name:string', ...everyone])
  run('npx', ['plop', 'resource', 'article', '--', '--fields', article, ...everyone])
  // The same again, for whoever has a token.
  run('npx', ['plop', 'resource', 'entry', '--', '--fields', article, ...known])
  run('npm', ['run', '--silent', 'build'])
  run(node, ['dist/src/commands/database.js', 'migrate'])
  const keys = run(node, ['dist/src/commands/keys.js', 'generate'])
  return {
    name: 'create-alex-api',
    main: join(cwd, 'dist/src/main.js'),
    cwd,
    env: {
      HOST: '127.0.0.1',
      MANAGEMENT_PORT: '3109',
      CURSOR_SECRET: randomBytes(32).toString('hex'),
      AUTH_ISSUER: issuer,
      AUTH_AUDIENCE: audience,
      AUTH_KEYS: keys,
      // No mail is sent.
      SMTP_URL: 'smtp://127.0.0.1:9',
      MAIL_FROM: 'bench@example.com',
      // Counted as always, and never reached.
      RATE_LIMIT_MAX: '1000000',
      RATE_LIMIT_WINDOW_SECONDS: '1',
    },
    port: 3100,
    kinds,
    idType: 'UUID',
    keys,
  }
}

/** 100 authors, 10,000 articles, as many entries, and 100 who have logged in, written directly. */
async function seed() {
  await query(
    database.url,
    `insert into users (id, name, created_at, updated_at, version)
     select ${uuidV7}, 'Author ' || n, now(), now(), 1 from generate_series(1, 100) n`,
  )
  await query(
    database.url,
    `insert into articles (id, title, body, views, live, author_id, created_at, updated_at, version)
     select ${uuidV7}, 'Article ' || n, repeat('What was said at length. ', 8), n, n % 2 = 0,
       (select id from users where name = 'Author ' || (1 + n % 100)),
       timestamptz '2026-01-01' + n * interval '1 minute',
       timestamptz '2026-01-01' + n * interval '1 minute', 1
     from generate_series(1, 10000) n`,
  )
  await query(database.url, 'insert into entries select * from articles')
  const { rows: sessions } = await query(database.url, seedSessions)
  await query(database.url, 'analyze')
  const { rows } = await query(
    database.url,
    'select id, author_id from articles order by random() limit 1000',
  )
  return { ids: rows.map(({ id }) => id), authorId: rows[0].author_id, sessions }
}

/**
 * @param {Server} server
 * @returns {Running}
 */
function start(server) {
  const log = openSync(join(area, `${server.port}.log`), 'w')
  const child = fork(server.main, {
    cwd: server.cwd,
    execPath: node,
    execArgv: ['--import', join(here, 'probe.js')],
    env: {
      ...process.env,
      NODE_ENV: 'production',
      DATABASE_URL: database.url,
      PORT: String(server.port),
      ...server.env,
    },
    stdio: ['ignore', log, log, 'ipc'],
  })
  closeSync(log)
  return { server, child, cursors: [], ownCursors: [] }
}

/**
 * @template T
 * @param {() => Promise<T>} ask
 * @param {import('node:child_process').ChildProcess} child
 * @param {Server} server
 */
async function firstAnswer(ask, child, server) {
  for (let attempt = 0; attempt < 100 && child.exitCode === null; attempt += 1) {
    try {
      return await ask()
    } catch (error) {
      if (attempt === 99) throw error
    }
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  throw new Error(`${server.name} did not start: see bench/.work/runtime/${server.port}.log`)
}

/**
 * The cursors of the first 50 pages, as this server spells them.
 *
 * @param {Server} server
 * @param {string} [token] for the list that asks for one
 */
async function pageCursors({ port, kinds: asked }, token) {
  if (!asked.includes('list')) return graphqlCursors(port)
  /** @type {(string | null)[]} */
  const cursors = [null]
  while (cursors.length < 50) {
    const after = cursors.at(-1)
    const path = token ? 'entries' : 'articles'
    const url = `http://127.0.0.1:${port}/v1/${path}?limit=20${after ? `&cursor=${after}` : ''}`
    const answer = await fetch(url, token ? { headers: { authorization: `Bearer ${token}` } } : {})
    if (answer.status !== 200)
      throw new Error(`${url} was answered with ${answer.status}: ${await answer.text()}`)
    const { data, page } = await answer.json()
    if (data.length !== 20) throw new Error(`${url} has ${data.length} articles`)
    cursors.push(page.next)
  }
  return cursors
}

/** @param {number} port */
async function graphqlCursors(port) {
  /** @type {(string | null)[]} */
  const cursors = [null]
  while (cursors.length < 50) {
    const answer = await fetch(`http://127.0.0.1:${port}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        query: questions.page,
        variables: { first: 20, after: cursors.at(-1) },
      }),
    })
    const { data, errors } = await answer.json()
    if (errors) throw new Error(JSON.stringify(errors))
    const { nodes, pageInfo } = data.articles
    if (nodes.length !== 20 || !nodes[0].author.name) throw new Error(JSON.stringify(nodes))
    cursors.push(pageInfo.endCursor)
  }
  return cursors
}

/**
 * Server after server, round after round, so that a noisy moment meets all of them alike.
 *
 * @param {string[]} ids
 * @param {string} authorId
 * @param {Sessions} sessions
 */
async function measure(ids, authorId, sessions) {
  /** @type {Map<string, Record<Kind, Sample[]>>} */
  const samples = new Map(
    running.map(({ server }) => [
      server.name,
      /** @type {Record<Kind, Sample[]>} */ (Object.fromEntries(kinds.map((kind) => [kind, []]))),
    ]),
  )
  for (let round = -1; round < rounds; round += 1) {
    for (const kind of kinds) {
      for (const one of running) {
        if (!one.server.kinds.includes(kind)) continue
        const sample = await load(one, kind, ids, authorId, sessions)
        // The first round warms the compiler and does not count.
        if (round >= 0) samples.get(one.server.name)?.[kind].push(sample)
      }
      await query(database.url, `delete from articles where title like 'Load %'`)
    }
    process.stderr.write(`round ${round + 1} of ${rounds}\n`)
  }
  return samples
}

/**
 * @param {Running} running
 * @param {Kind} kind
 * @param {string[]} ids
 * @param {string} authorId
 * @param {Sessions} sessions
 * @returns {Promise<Sample>}
 */
async function load({ server, child, cursors, ownCursors }, kind, ids, authorId, sessions) {
  const work = {
    origin: `http://127.0.0.1:${server.port}`,
    kind,
    requests: requests[kind],
    connections,
    ids,
    cursors: kind === 'verified' ? ownCursors : cursors,
    authorId,
    idType: server.idType ?? 'ID',
    tokens: kind === 'verified' ? signTokens(server.keys ?? '', sessions) : [],
  }
  const before = await cpuOf(child)
  const loader = spawn(node, [join(here, 'load.js')], { stdio: ['pipe', 'pipe', 'inherit'] })
  loader.stdin.end(JSON.stringify(work))
  let output = ''
  loader.stdout.on('data', (chunk) => {
    output += chunk
  })
  const [code] = await once(loader, 'close')
  if (code !== 0) throw new Error(`the load on ${server.name} failed`)
  const cpu = (await cpuOf(child)) - before
  return { cpu: cpu / work.requests, rate: work.requests / JSON.parse(output).seconds }
}

/** @param {import('node:child_process').ChildProcess} child */
async function cpuOf(child) {
  const answer = once(child, 'message')
  child.send('cpu')
  const [{ user, system }] = await answer
  return user + system
}

/** @param {Map<string, Record<Kind, Sample[]>>} samples */
function report(samples) {
  const byRest = table('REST', rest, samples)
  const byGraphql = table('GraphQL', graphql, samples)
  const ours = samples.get(running[0]?.server.name ?? '')
  const doors = [
    timesOfRest('get by id', ours?.graphqlGet, ours?.get),
    timesOfRest('list of 20 with authors', ours?.graphqlList, ours?.include),
  ]
  const verified = costOfToken(samples)
  console.log(
    `\nA verified token costs ${verified.toFixed(0)} µs of CPU per request of the list (goal: 60)`,
  )
  const result = { rest: byRest, graphql: byGraphql, doors, verified }
  writeFileSync(join(area, 'result.json'), `${JSON.stringify(result, null, 2)}\n`)
}

/**
 * CPU time and rate of all that can be asked this, beside those of the first.
 *
 * @param {string} title
 * @param {Kind[]} asked
 * @param {Map<string, Record<Kind, Sample[]>>} samples
 */
function table(title, asked, samples) {
  const able = running.filter(({ server }) => asked.every((kind) => server.kinds.includes(kind)))
  const rows = able.map(({ server: { name } }) => {
    const cells = asked.map((kind) => {
      const taken = samples.get(name)?.[kind] ?? []
      return {
        cpu: median(taken.map((sample) => sample.cpu)),
        rate: median(taken.map((sample) => sample.rate)),
      }
    })
    return { name, cells }
  })
  const ours = rows[0]?.cells ?? []
  /** @param {string} name @param {string[]} cells */
  const line = (name, cells) =>
    console.log(
      `${name.padEnd(24)}${cells.map((cell, i) => `${asked[i]} ${cell}`.padEnd(28)).join('')}`,
    )
  console.log(`\n${title}: CPU of the server, µs per request (as a multiple of create-alex-api's)`)
  for (const { name, cells } of rows)
    line(
      name,
      cells.map(({ cpu }, i) => `${cpu.toFixed(0)} (${(cpu / (ours[i]?.cpu ?? 1)).toFixed(2)})`),
    )
  console.log(`\n${title}: requests per second (create-alex-api has this many times as many)`)
  for (const { name, cells } of rows)
    line(
      name,
      cells.map(
        ({ rate }, i) => `${rate.toFixed(0)} (${((ours[i]?.rate ?? 1) / rate).toFixed(2)})`,
      ),
    )
  return rows
}

/**
 * What GraphQL needs as a multiple of REST, round by round, on the same process.
 *
 * @param {string} name
 * @param {Sample[]} byGraphql
 * @param {Sample[]} byRest
 */
function timesOfRest(name, byGraphql = [], byRest = []) {
  const times = median(byGraphql.map(({ cpu }, round) => cpu / (byRest[round]?.cpu ?? Number.NaN)))
  console.log(`\nBy GraphQL, ${name} takes ${times.toFixed(2)} times the CPU of REST (goal: 2)`)
  return { name, times }
}

/**
 * The list with a token against the list without one, round by round, on the same process.
 *
 * @param {Map<string, Record<Kind, Sample[]>>} samples
 */
function costOfToken(samples) {
  const ours = samples.get(running[0]?.server.name ?? '')
  return median(
    (ours?.verified ?? []).map(({ cpu }, round) => cpu - (ours?.list[round]?.cpu ?? Number.NaN)),
  )
}
