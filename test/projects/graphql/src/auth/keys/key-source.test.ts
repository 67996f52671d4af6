import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { systemClock } from '../../shared/clock.ts'
import { parseKeySet } from './key-set.ts'
import { openKeySource } from './key-source.ts'

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'keys-'))
  onTestFinished(() => rm(path, { recursive: true }))
  return path
}

test('of processes that start at once in development all have the same keys', async () => {
  const path = join(await folder(), 'data', 'auth-keys.json')
  const keys = { from: 'development', path } as const
  const texts = await Promise.all(
    Array.from({ length: 20 }, async () => (await openKeySource({ keys }, systemClock)).read()),
  )
  expect(new Set(texts).size).toBe(1)
  expect(parseKeySet(texts[0] ?? '')).toHaveLength(1)
  expect(await readFile(path, 'utf8')).toBe(texts[0])
  expect((await stat(path)).mode & 0o777).toBe(0o600)
  expect(await readdir(join(path, '..'))).toEqual(['auth-keys.json'])
})

test('those that are there stay', async () => {
  const path = join(await folder(), 'auth-keys.json')
  const keys = { from: 'development', path } as const
  const first = await (await openKeySource({ keys }, systemClock)).read()
  expect(await (await openKeySource({ keys }, systemClock)).read()).toBe(first)
})

test('a file that production names is never made', async () => {
  const path = join(await folder(), 'auth-keys.json')
  const source = await openKeySource({ keys: { from: 'file', path } }, systemClock)
  await expect(source.read()).rejects.toMatchObject({ code: 'ENOENT' })
})
