import pg from 'pg'
import pino from 'pino'
import type { TestProject } from 'vitest/node'
import { createHandle } from '../../src/database/connection.ts'
import { migrateUp } from '../../src/database/migrate.ts'
import { databaseUrl, dropScratchDatabases, execute, newRunName } from './postgres.ts'

/** Runs once, before all tests: prepares the database that each of them gets a copy of. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const url = process.env.TEST_DATABASE_URL
  if (!url) {
    project.provide('testServer', null)
    return async () => {}
  }
  const run = newRunName()
  const template = `${run}_template`
  // The database that is named need not exist: `postgres` always does.
  const server = databaseUrl(url, 'postgres')
  await dropScratchDatabases(server, `${run}_`)
  await execute(server, `create database "${template}" template template1`)
  const pool = new pg.Pool({ connectionString: databaseUrl(server, template) })
  const handle = createHandle(pool, pino({ level: 'silent' }), { isEmbedded: false })
  await migrateUp(handle.db)
  await handle.close()
  project.provide('testServer', { url: server, run, template })
  return () => dropScratchDatabases(server, `${run}_`)
}
