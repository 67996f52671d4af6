import { expect, test } from 'vitest'
import { currentDeadline, withDeadline } from '../shared/deadline.ts'
import { createBatch } from './batch.ts'

/** A question that is answered when the test says so. */
function questions() {
  const asked: { keys: readonly string[]; answer(): void; fail(): void }[] = []
  const ask = createBatch<string>(
    (keys) =>
      new Promise((resolve, reject) => {
        asked.push({
          keys,
          answer: () => resolve(new Map(keys.map((key) => [key, key.toUpperCase()]))),
          fail: () => reject(new Error('the database is down')),
        })
      }),
  )
  return { ask, asked }
}

const turn = () => new Promise((resolve) => setImmediate(resolve))

test('whoever comes while a question is under way gets an answer to the next', async () => {
  const { ask, asked } = questions()
  const first = ask('a')
  const [second, third] = [ask('a'), ask('b')]
  expect(asked.map(({ keys }) => keys)).toEqual([['a']])

  let isAnswered = false
  void second.then(() => {
    isAnswered = true
  })
  asked[0]?.answer()
  expect(await first).toBe('A')
  await turn()
  expect(isAnswered, 'by what was read before it came').toBe(false)
  expect(asked.map(({ keys }) => keys)).toEqual([['a'], ['a', 'b']])
  asked[1]?.answer()
  expect(await Promise.all([second, third])).toEqual(['A', 'B'])
})

test('one key is asked for once, for all who wait for it', async () => {
  const { ask, asked } = questions()
  void ask('first')
  const waiting = Array.from({ length: 1_000 }, (_, at) => ask(`key-${at % 10}`))
  asked[0]?.answer()
  await turn()
  expect(asked[1]?.keys).toHaveLength(10)
  asked[1]?.answer()
  expect(await Promise.all(waiting)).toHaveLength(1_000)
})

test('a question has a bound, and what is more goes with the next', async () => {
  const { ask, asked } = questions()
  void ask('first')
  const waiting = Array.from({ length: 501 }, (_, at) => ask(`key-${at}`))
  for (const at of [0, 1, 2]) {
    asked[at]?.answer()
    await turn()
  }
  expect(asked.map(({ keys }) => keys.length)).toEqual([1, 500, 1])
  await Promise.all(waiting)
})

test('where a question fails, those fail who wait for it, and no others', async () => {
  const { ask, asked } = questions()
  const first = ask('a')
  const second = ask('b')
  asked[0]?.fail()
  await expect(first).rejects.toThrow('the database is down')
  await turn()
  asked[1]?.answer()
  expect(await second).toBe('B')
  const third = ask('c')
  asked[2]?.answer()
  expect(await third).toBe('C')
})

test('a question that is never answered holds nobody up for ever', async () => {
  let asked = 0
  const ask = createBatch<string>(async (keys) => {
    asked += 1
    if (asked === 1) await new Promise(() => {})
    return new Map(keys.map((key) => [key, key]))
  }, 50)
  const [first, second] = [ask('a'), ask('b')]
  await expect(first).rejects.toMatchObject({ kind: 'timeout' })
  expect(await second).toBe('b')
})

test('what there is none of is nothing', async () => {
  expect(await createBatch<string>(async () => new Map())('a')).toBeUndefined()
})

test('a question is of all who ask, and none of them ends it by hanging up', async () => {
  const seen: unknown[] = []
  const ask = createBatch<string>(async () => {
    seen.push(currentDeadline())
    return new Map([['a', 'A']])
  })
  const deadline = { signal: AbortSignal.abort(), remainingMs: () => 0 }
  expect(await withDeadline(deadline, () => ask('a'))).toBe('A')
  expect(seen).toEqual([undefined])
})
