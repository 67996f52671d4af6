import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { LockedError, takeLock } from './pglite-lock.ts'

let folder: string
let path: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lock-'))
  path = join(folder, 'pglite.lock')
})

afterEach(() => rm(folder, { recursive: true }))

test('is taken once and can be taken again after its release', async () => {
  const release = await takeLock(path)
  await expect(takeLock(path)).rejects.toThrow(LockedError)
  await release()
  expect(existsSync(path)).toBe(false)
  await (await takeLock(path))()
})

test('is not taken from a living process, which the message names', async () => {
  await writeFile(path, `${process.ppid}\n`)
  await expect(takeLock(path)).rejects.toThrow(`another process (${process.ppid}, by ${path})`)
  expect(existsSync(path)).toBe(true)
})

test.each([
  ['a process that is gone', '99999999'],
  ['an earlier process with our id', String(process.pid)],
  ['nobody', ''],
])('is taken over from %s', async (_, holder) => {
  await writeFile(path, holder)
  const release = await takeLock(path)
  await release()
})
