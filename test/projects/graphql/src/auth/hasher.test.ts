import { describe, expect, it } from 'vitest'
import { createHasher } from './hasher.ts'

const password = 'nine stolen lighthouses'
const pepper = 'a'.repeat(40)

describe('a hash', () => {
  it('is argon2id, as OWASP recommends it (S-PW5)', async () => {
    const hasher = await createHasher()
    expect(await hasher.hash(password)).toMatch(
      /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/,
    )
  })

  it('is another one each time', async () => {
    const hasher = await createHasher()
    expect(await hasher.hash(password)).not.toBe(await hasher.hash(password))
  })

  it('is of all of the password (S-PW2)', async () => {
    const hasher = await createHasher()
    const long = 'x'.repeat(199)
    const stored = await hasher.hash(`${long}1`)
    expect((await hasher.verify(stored, `${long}1`)).isRight).toBe(true)
    expect((await hasher.verify(stored, `${long}2`)).isRight).toBe(false)
  })

  it('is never right where there is none', async () => {
    const hasher = await createHasher()
    expect(await hasher.verify(null, password)).toMatchObject({ isRight: false })
  })

  it('is outdated when it was made with less (S-PW6)', async () => {
    const parameters = { memoryCost: 8_192, timeCost: 1, parallelism: 1 }
    const weak = await (await createHasher({ parameters })).hash(password)
    const hasher = await createHasher()
    expect(await hasher.verify(weak, password)).toEqual({ isRight: true, isOutdated: true })
    const strong = await hasher.hash(password)
    expect(await hasher.verify(strong, password)).toEqual({ isRight: true, isOutdated: false })
  })
})

describe('a pepper', () => {
  it('is needed to check what it was mixed into, and is not stored', async () => {
    const stored = await (await createHasher({ peppers: [pepper] })).hash(password)
    expect(stored).not.toContain(pepper)
    const hasher = await createHasher({ peppers: ['b'.repeat(40)] })
    expect((await hasher.verify(stored, password)).isRight).toBe(false)
  })

  it('may follow another: what was made with the old one, or without, is outdated', async () => {
    const plain = await (await createHasher()).hash(password)
    const old = await (await createHasher({ peppers: [pepper] })).hash(password)
    const hasher = await createHasher({ peppers: ['b'.repeat(40), pepper] })
    const outdated = { isRight: true, isOutdated: true }
    expect(await hasher.verify(plain, password)).toEqual(outdated)
    expect(await hasher.verify(old, password)).toEqual(outdated)
    const current = await hasher.hash(password)
    expect(await hasher.verify(current, password)).toEqual({ isRight: true, isOutdated: false })
  })
})

it('lets a few work and a few wait, and sends the others away (S-PW7)', async () => {
  const hasher = await createHasher({ slots: 1, maxWaiting: 2 })
  const attempts = Array.from({ length: 6 }, () => hasher.hash(password))
  const outcomes = await Promise.allSettled(attempts)
  expect(outcomes.map((it) => it.status)).toEqual([
    ...Array(3).fill('fulfilled'),
    ...Array(3).fill('rejected'),
  ])
  expect(outcomes.at(-1)).toMatchObject({ reason: { kind: 'unavailable' } })
  // And afterwards there is room again.
  await expect(hasher.hash(password)).resolves.toMatch(/argon2id/)
})
