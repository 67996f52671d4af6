import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../test/support/database.ts'
import { run } from '../../test/support/process.ts'
import { createClients } from '../auth/clients/clients.ts'
import type { DatabaseHandle } from '../database/connection.ts'
import type { SecurityEvents } from '../observability/security-events.ts'
import { systemClock } from '../shared/clock.ts'
import { newId } from '../shared/id.ts'
import { commandOf } from './clients.ts'

let database: DatabaseHandle

beforeAll(async () => {
  database = await createTestDatabase()
})

afterAll(() => database.close())

async function clients(words: readonly string[]) {
  const lines: string[] = []
  const told: unknown[] = []
  const events: SecurityEvents = { record: (event, details) => void told.push([event, details]) }
  const all = createClients({ db: database.db, clock: systemClock, newId })
  const code = await commandOf(words)?.(all, events, (line) => void lines.push(line))
  return { code, lines, told }
}

it('makes a client whose secret is shown once, lists it and disables it', async () => {
  const added = await clients(['add', 'Billing', '--scopes', 'orders:read orders:write'])
  const [id = '', secret = ''] = added.lines.map((line) => line.split(/ +/)[1])
  expect(added).toMatchObject({ code: 0, told: [['auth.client.created', { clientId: id }]] })
  expect(secret).toMatch(/^[\w-]{43}$/)

  const listed = await clients(['list'])
  expect(listed.lines).toContain(`${id}  Billing  orders:read orders:write`)
  expect(listed.lines.join()).not.toContain(secret)

  expect(await clients(['disable', id])).toMatchObject({ code: 0, lines: [`${id} is disabled.`] })
  expect((await clients(['list'])).lines.join()).toContain('disabled')
  expect((await clients(['disable', id])).code).toBe(1)
  expect((await clients(['disable', 'Billing'])).code).toBe(1)
})

describe('is told what it takes for', () => {
  it.each([
    [[]],
    [['add']],
    [['add', 'a', 'b']],
    [['add', 'a', '--scopes', 'a  b']],
    [['add', 'a', '--scopes', 'ä']],
    [['add', 'a\nb']],
    [['add', 'a', '--secret', 'x']],
    [['list', 'all']],
    [['list', '--scopes', 'a']],
    [['disable']],
    [['remove', 'a']],
  ])('%j', (words) => {
    expect(commandOf(words)).toBeUndefined()
  })

  it('with the code 2', async () => {
    const process = run('src/commands/clients.ts', ['remove'])
    expect(await process.exit).toBe(2)
    expect(process.output.stderr).toContain('Usage: node src/commands/clients.ts')
  })
})
