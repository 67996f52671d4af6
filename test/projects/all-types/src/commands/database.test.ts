import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestDatabase } from '../../test/support/database.ts'
import { run } from '../../test/support/process.ts'
import { told } from '../../test/support/told.ts'
import type { DatabaseHandle } from '../database/connection.ts'
import { listMigrationNames } from '../database/migration-files.ts'
import { commands, main } from './database.ts'

describe('the commands', () => {
  let database: DatabaseHandle

  beforeAll(async () => {
    database = await createTestDatabase({ migrated: false })
  })

  afterAll(() => database.close())

  async function say(command: keyof typeof commands, asJson = false) {
    const lines: string[] = []
    const code = await commands[command](database.db, (line) => void lines.push(line), asJson)
    return { code, lines }
  }

  test('migrate, tell where the database stands, and undo', async () => {
    const names = await listMigrationNames()
    const last = names.at(-1)
    const isMissing = { code: last ? 1 : 0 }

    expect(await say('status')).toMatchObject(isMissing)
    const applied = names.length > 0 ? names.map((it) => `applied  ${it}`) : ['Nothing to apply.']
    expect(await say('migrate')).toEqual({ code: 0, lines: applied })
    expect(await say('migrate')).toEqual({ code: 0, lines: ['Nothing to apply.'] })
    expect(await say('status')).toMatchObject({ code: 0 })
    const undone = last ? [`undone  ${last}`] : ['Nothing to undo.']
    expect(await say('rollback')).toEqual({ code: 0, lines: undone })
    expect(await say('status')).toMatchObject(isMissing)
  })

  test('tell of what another version has applied', async () => {
    await say('migrate')
    const row = "insert into kysely_migration values ('99990101T000000Z_later', '2026-01-31')"
    await sql.raw(row).execute(database.db)

    const { code, lines } = await say('status')

    expect(code).toBe(1)
    expect(lines.at(-1)).toBe('2026-01-31T00:00:00.000Z  99990101T000000Z_later  (no such file)')
    const told = await say('status', true)
    expect(told.code).toBe(1)
    expect(told.lines).toHaveLength(1)
    const { migrations } = JSON.parse(told.lines[0] ?? '')
    expect(migrations).toHaveLength(lines.length)
    expect(migrations.at(-1)).toEqual({
      name: '99990101T000000Z_later',
      appliedAt: '2026-01-31T00:00:00.000Z',
      unfinished: null,
      hasFile: false,
    })
  })

  test('tell of what stopped half-way', async () => {
    await sql`
      create table if not exists kysely_migration_unfinished (name varchar(255), direction varchar(4))
    `.execute(database.db)
    const row = "insert into kysely_migration_unfinished values ('00010101T000000Z_begun', 'down')"
    await sql.raw(row).execute(database.db)

    const { code, lines } = await say('status')

    expect(code).toBe(1)
    expect(lines.join('\n')).toMatch(/^missing +00010101T000000Z_begun {2}\(stopped half-way\)/m)
  })
})

test.each([
  [[]],
  [['migrat']],
  [['migrate', 'now']],
  [['migrate', '--json']],
  [['status', '--jsn']],
  [['toString']],
])('explains itself when told %j', async (words) => {
  const { code, stderr } = await told(main, words)
  expect(code).toBe(2)
  expect(stderr).toMatch(/migrate.*\n.*rollback.*\n.*status/)
})

test('says in one line what keeps it from the database, and needs no other secret', async () => {
  const env = { DATABASE_URL: 'postgres://app:hunter2@127.0.0.1:1/x' }
  const failed = run('src/commands/database.ts', ['migrate'], env)
  expect(await failed.exit).toBe(1)
  expect(failed.output.stderr).toBe(
    'the database cannot be used: connect ECONNREFUSED 127.0.0.1:1\n',
  )
})
