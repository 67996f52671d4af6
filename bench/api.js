// What the benchmarks of a made API share: its Node, a database of its own, and its commands.

import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { createRequire } from 'node:module'
import { delimiter, dirname, join } from 'node:path'
import { installed } from './measure.js'

/** A made API needs a newer Node than what makes it. */
export const node = join(installed('node', { node: '24.21.0' }), 'node_modules/.bin/node')

const pg = createRequire(join(installed('pg', { pg: '8.23.1' }), 'package.json'))('pg')

/** @param {string} url @param {string} text */
export async function query(url, text) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await client.query(text)
  } finally {
    await client.end()
  }
}

/**
 * Makes a database on the server that DATABASE_URL names.
 *
 * @param {string} name what it is for
 * @returns {Promise<{ url: string, drop: () => Promise<void> }>}
 */
export async function scratchDatabase(name) {
  const server = process.env.DATABASE_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres'
  const database = `bench_${name}_${randomBytes(4).toString('hex')}`
  await query(server, `create database ${database}`)
  return {
    url: Object.assign(new URL(server), { pathname: `/${database}` }).href,
    drop: async () => {
      await query(server, `drop database ${database} with (force)`)
    },
  }
}

/**
 * Runs commands of an API with its Node and its database, and returns what they print.
 *
 * @param {string} cwd of the API, unless another folder is named
 * @param {string} databaseUrl
 * @returns {(command: string, args: string[], folder?: string) => string}
 */
export function commandsIn(cwd, databaseUrl) {
  return (command, args, folder = cwd) =>
    execFileSync(command, args, {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        ...process.env,
        PATH: `${dirname(node)}${delimiter}${process.env.PATH}`,
        DATABASE_URL: databaseUrl,
      },
    })
}
