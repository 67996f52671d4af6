import { expect, onTestFinished, test } from 'vitest'
import { steppedClock } from '../../../test/support/sessions.ts'
import { createKeyRing } from './key-ring.ts'
import { createKey, parseKeySet, printKeySet, type SigningKey } from './key-set.ts'

/** A ring over a source that a test can change. */
async function ringOf(...first: SigningKey[]) {
  const clock = steppedClock()
  const events: string[] = []
  let text = printKeySet(first)
  let reads = 0
  const source = {
    canChange: true,
    parse: parseKeySet,
    read: async () => {
      reads += 1
      if (text === 'gone') throw new Error('ENOENT')
      return text
    },
  }
  const ring = await createKeyRing({
    source,
    clock,
    events: { record: (event) => void events.push(event) },
    rereadSeconds: 300,
  })
  onTestFinished(() => ring.close())
  return {
    ring,
    clock,
    events,
    reads: () => reads,
    change: (next: string | SigningKey[]) => {
      text = typeof next === 'string' ? next : printKeySet(next)
    },
  }
}

const key = createKey(0)

test('what is new is found by its name, and one that stays is the same', async () => {
  const { ring, clock, change } = await ringOf(key)
  const before = await ring.find(key.kid)
  const added = createKey(0)
  change([key, added])
  clock.advance(5_000)
  expect((await ring.find(added.kid))?.isTrusted()).toBe(true)
  expect((await ring.find(key.kid))?.key).toBe(before?.key)
  expect(before?.isTrusted()).toBe(true)
})

test('what is taken away is trusted no more, also by who found it before', async () => {
  const { ring, change, events } = await ringOf(key, createKey(1))
  const found = await ring.find(key.kid)
  change([createKey(2)])
  await ring.refresh()
  expect(found?.isTrusted()).toBe(false)
  expect(await ring.find(key.kid)).toBeUndefined()
  expect(events).toEqual(['auth.keys.changed'])
})

test('another key under the same name is another key', async () => {
  const { ring, change } = await ringOf(key)
  const found = await ring.find(key.kid)
  const other = { ...createKey(0), kid: key.kid }
  change([other])
  await ring.refresh()
  expect(found?.isTrusted()).toBe(false)
  expect((await ring.find(key.kid))?.key).not.toBe(found?.key)
})

test('a flood of names that nobody knows has the source read once in five seconds', async () => {
  const { ring, clock, reads } = await ringOf(key)
  const flood = () =>
    Promise.all(Array.from({ length: 1_000 }, (_, at) => ring.find(`unknown-${at}`)))
  await flood()
  expect(reads(), 'it was read just now').toBe(1)
  clock.advance(5_000)
  await flood()
  await flood()
  expect(reads()).toBe(2)
})

test.each(['gone', 'half of it: {"ke', '{"keys":[]}'])(
  'those that there were still hold when the source is %s',
  async (broken) => {
    const { ring, change, events } = await ringOf(key)
    change(broken)
    await ring.refresh()
    expect(await ring.find(key.kid)).toBeDefined()
    expect(ring.signingKey().kid).toBe(key.kid)
    expect(events).toEqual(['auth.keys.unusable'])
  },
)

test('the one that signs changes with the time, and all are shown', async () => {
  const { ring, clock } = await ringOf(key)
  const now = Math.floor(clock.now().getTime() / 1_000)
  const coming = createKey(now + 60)
  const both = await ringOf(key, coming)
  expect(both.ring.signingKey().kid).toBe(key.kid)
  both.clock.advance(60_000)
  expect(both.ring.signingKey().kid).toBe(coming.kid)
  const shown = { kty: 'OKP', crv: 'Ed25519', alg: 'Ed25519', use: 'sig' }
  expect(both.ring.publicKeys()).toEqual([
    { ...shown, kid: key.kid, x: key.x },
    { ...shown, kid: coming.kid, x: coming.x },
  ])
  expect(ring.publicKeys()).toHaveLength(1)
})
