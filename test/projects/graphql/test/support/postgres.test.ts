import { describe, expect, inject, onTestFinished, test } from 'vitest'
import { dropScratchDatabases, execute } from './postgres.ts'

const server = inject('testServer')

describe.runIf(server)('databases of tests', () => {
  const url = server?.url ?? ''
  const now = Date.now()

  async function create(name: string): Promise<string> {
    await execute(url, `create database "${name}"`)
    onTestFinished(async () => void (await execute(url, `drop database if exists "${name}"`)))
    return name
  }

  test('are dropped when they are of this run or of one that was killed, and no others', async () => {
    const run = `test_run_${now.toString(36)}_1`
    const ofThisRun = await create(`${run}_1_1`)
    const left = await create(`test_run_${(now - 2 * 3_600_000).toString(36)}_2_1_1`)
    const ofAnother = await create(`test_run_${now.toString(36)}_9_1_1`)
    const someones = await create(`test_running_costs_${process.pid}`)

    await dropScratchDatabases(url, `${run}_`)

    const rows = await execute(url, 'select datname from pg_database')
    const names = rows.map((row) => row.datname)
    expect(names).not.toContain(ofThisRun)
    expect(names).not.toContain(left)
    expect(names).toContain(ofAnother)
    expect(names).toContain(someones)
  })
})
