import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../test/support/database.ts'
import type { DatabaseHandle } from '../database/connection.ts'
import { HttpError } from '../http/http-error.ts'
import { createThrottle, type Suspect } from './throttle.ts'

let database: DatabaseHandle
let now: number
const clock = { now: () => new Date(now) }
const minute = 60_000

beforeAll(async () => {
  database = await createTestDatabase()
})

beforeEach(async () => {
  now = Date.parse('2026-06-01T12:00:00Z')
  await database.db.deleteFrom('auth_attempts').execute()
})

afterAll(() => database.close())

function throttleOf(max = 10) {
  const blocks: string[] = []
  const throttle = createThrottle({
    db: database.db,
    clock,
    max,
    windowSeconds: 900,
    onBlock: ({ attempt, by }) => void blocks.push(`${attempt} ${by}`),
  })
  return { throttle, blocks }
}

/** How long it says to wait; 0 where the attempt may be made. */
async function waitOf(
  { throttle }: ReturnType<typeof throttleOf>,
  suspect: Suspect,
): Promise<number> {
  try {
    await throttle.attempt('login', suspect)
    return 0
  } catch (error) {
    if (error instanceof HttpError) return Number(error.headers['retry-after'])
    throw error
  }
}

async function waitsOf(count: number, of: ReturnType<typeof throttleOf>, suspect: Suspect) {
  const waits: number[] = []
  for (let at = 0; at < count; at += 1) waits.push(await waitOf(of, suspect))
  return waits
}

const ann = { network: '192.0.2.1', email: 'ann@example.com' }
const allowed = (count: number) => Array<number>(count).fill(0)

describe('attempts for one account', () => {
  it('are refused after the tenth in a window, from wherever they come', async () => {
    const one = throttleOf()
    expect(await waitsOf(11, one, ann)).toEqual([...allowed(10), 60])
    expect(await waitOf(one, { ...ann, network: '198.51.100.7' })).toBe(60)
    expect(await waitOf(one, { ...ann, email: 'ANN@example.com' })).toBe(60)
    expect(await waitOf(one, { ...ann, email: 'bob@example.com' })).toBe(0)
    expect(one.blocks).toEqual(['login account'])
  })

  it('start anew with the next window', async () => {
    const one = throttleOf()
    await waitsOf(9, one, ann)
    now += 15 * minute
    expect(await waitsOf(10, one, ann)).toEqual(allowed(10))
  })

  it('are refused for longer each time, and never for ever (S-TH2)', async () => {
    const one = throttleOf()
    await waitsOf(10, one, ann)
    const waits: number[] = []
    for (let block = 0; block < 9; block += 1) {
      const wait = await waitOf(one, ann)
      waits.push(wait / 60)
      now += wait * 1_000
      expect(await waitOf(one, ann)).toBe(0)
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60])
    now += (60 + 15) * minute
    expect(await waitsOf(10, one, ann)).toEqual(allowed(10))
  })

  it('do not make a block longer while it lasts', async () => {
    const one = throttleOf()
    await waitsOf(30, one, ann)
    now += minute
    expect(await waitOf(one, ann)).toBe(0)
    expect(await waitOf(one, ann)).toBe(120)
  })

  it('are forgotten when one succeeds, or the password is another', async () => {
    const one = throttleOf()
    await waitsOf(9, one, ann)
    const pass = await one.throttle.attempt('login', ann)
    await pass.succeeded()
    expect(await waitsOf(10, one, ann)).toEqual(allowed(10))
    expect(await waitOf(one, ann)).toBe(60)
    await one.throttle.clear('login', 'Ann@example.com')
    expect(await waitOf(one, ann)).toBe(0)
  })
})

describe('attempts from one network', () => {
  const from = (at: number) => ({ network: ann.network, email: `ghost${at}@example.com` })

  it('are refused after fifty, whatever the account', async () => {
    const one = throttleOf()
    for (let at = 0; at < 50; at += 1) expect(await waitOf(one, from(at))).toBe(0)
    expect(await waitOf(one, from(50))).toBe(60)
    expect(await waitOf(one, { ...from(51), network: '198.51.100.7' })).toBe(0)
  })

  it('are not forgotten when one succeeds: it only has its own back', async () => {
    const one = throttleOf(1)
    const waits: number[] = []
    for (let at = 0; at < 4; at += 1) {
      waits.push(await waitOf(one, from(at)))
      const pass = await one.throttle.attempt('login', { ...ann, email: 'thief@example.com' })
      await pass.succeeded()
    }
    expect(waits).toEqual(allowed(4))
    expect(await waitOf(one, from(4))).toBe(0)
    expect(await waitOf(one, from(5))).toBe(60)
  })

  it('do not end a block that others began, though they succeed', async () => {
    const one = throttleOf(1)
    const pass = await one.throttle.attempt('login', { ...ann, email: 'thief@example.com' })
    for (let at = 0; at < 4; at += 1) await waitOf(one, from(at))
    expect(await waitOf(one, from(4))).toBe(60)
    await pass.succeeded()
    expect(await waitOf(one, from(5))).toBe(60)
  })
})

it('counts for two at once what both have counted (S-TH1)', async () => {
  const [one, other] = [throttleOf(), throttleOf()]
  expect(await waitsOf(6, one, ann)).toEqual(allowed(6))
  expect(await waitsOf(6, other, ann)).toEqual([...allowed(4), 60, 60])
})

it('lets exactly ten of fifty at once pass', async () => {
  const one = throttleOf()
  const waits = await Promise.all(Array.from({ length: 50 }, () => waitOf(one, ann)))
  expect(waits.filter((wait) => wait === 0)).toHaveLength(10)
})

it('keeps no address, and nothing for long', async () => {
  const one = throttleOf()
  await waitOf(one, ann)
  const before = await database.db.selectFrom('auth_attempts').select('key').execute()
  expect(before).toHaveLength(2)
  expect(JSON.stringify(before)).not.toContain('ann')
  now += 24 * 60 * minute
  await waitOf(one, { network: '198.51.100.7', email: 'bob@example.com' })
  const after = await database.db.selectFrom('auth_attempts').select('key').execute()
  expect(after).toHaveLength(2)
  expect(after).not.toEqual(before)
})
