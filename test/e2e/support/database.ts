import { tmpdir } from 'node:os'
import { run, succeed } from './run.ts'

export interface ScratchDatabase {
  readonly url: string
  readonly drop: () => Promise<void>
}

/** An empty database of its own on the server that `TEST_DATABASE_URL` names. */
export async function scratchDatabase(purpose: string): Promise<ScratchDatabase> {
  const server = process.env.TEST_DATABASE_URL
  if (server === undefined) throw new Error('TEST_DATABASE_URL is not set')
  const name = `alex_${purpose}_${process.pid}`
  const psql = (sql: string): [string, string[], { cwd: string }] => [
    'psql',
    [server, '--quiet', '--command', sql],
    { cwd: tmpdir() },
  ]
  await succeed(...psql(`create database ${name}`))
  const url = new URL(server)
  url.pathname = `/${name}`
  return {
    url: url.href,
    drop: async () => void (await run(...psql(`drop database ${name} with (force)`))),
  }
}
