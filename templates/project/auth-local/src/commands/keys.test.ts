import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { run } from '../../test/support/process.ts'
import { told } from '../../test/support/told.ts'
import { createKey, parseKeySet, printKeySet } from '../auth/keys/key-set.ts'
import { main } from './keys.ts'

const keys = (words: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  told(main, words, env)

async function fileWith(text: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'keys-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const path = join(folder, 'keys.json')
  await writeFile(path, text, { mode: 0o600 })
  return path
}

test('generate prints keys that a process takes, and asks for no configuration', async () => {
  const generate = run('src/commands/keys.ts', ['generate'])
  expect(await generate.exit).toBe(0)
  expect(parseKeySet(generate.output.stdout)).toHaveLength(1)
})

describe('rotate', () => {
  test('writes the file that is named, whole, for the same readers', async () => {
    const key = createKey(0)
    const path = await fileWith(printKeySet([key]))
    await chmod(path, 0o640)
    const { code, stdout, stderr } = await keys(['rotate'], {
      AUTH_KEYS_FILE: path,
    })
    expect(code).toBe(0)
    const [old, added] = parseKeySet(await readFile(path, 'utf8'))
    expect(old?.kid).toBe(key.kid)
    expect(added?.signsFrom).toBeGreaterThan(Date.now() / 1_000 + 60)
    expect(stderr).toContain(`${added?.kid} signs from`)
    expect(stdout).toBe('')
    expect((await stat(path)).mode & 0o777).toBe(0o640)
    expect(await readdir(join(path, '..'))).toEqual(['keys.json'])
  })

  test('prints what AUTH_KEYS has to be next', async () => {
    const env = { AUTH_KEYS: printKeySet([createKey(0)]) }
    const { code, stdout } = await keys(['rotate'], env)
    expect(code).toBe(0)
    expect(parseKeySet(stdout)).toHaveLength(2)
  })
})

test('retire drops a key that somebody else has', async () => {
  const [leaked, other] = [createKey(1), createKey(0)]
  const path = await fileWith(printKeySet([leaked, other]))
  const { code } = await keys(['retire', leaked.kid], { AUTH_KEYS_FILE: path })
  expect(code).toBe(0)
  expect(parseKeySet(await readFile(path, 'utf8')).map(({ kid }) => kid)).toEqual([other.kid])
})

test.each([
  ['a set that is none', '{"keys":[]}', /AUTH_KEYS has no keys/],
  ['no JSON', 'secret', /AUTH_KEYS is not JSON/],
])('says in one line what is wrong with %s, and leaves it', async (_, text, message) => {
  const path = await fileWith(text)
  const { code, stderr } = await keys(['rotate'], { AUTH_KEYS_FILE: path })
  expect(code).toBe(1)
  expect(stderr).toMatch(message)
  expect(stderr).not.toMatch(/\n {4}at /)
  expect(await readFile(path, 'utf8')).toBe(text)
})

test('says that a key is not there', async () => {
  const path = await fileWith(printKeySet([createKey(0)]))
  const { code, stderr } = await keys(['retire', 'x'], { AUTH_KEYS_FILE: path })
  expect(code).toBe(1)
  expect(stderr).toBe('the set of keys has no key x\n')
})

test.each([
  [[]],
  [['rotat']],
  [['rotate', 'now']],
  [['retire']],
  [['generate', 'two']],
  [['toString']],
])('explains itself when told %j', async (words) => {
  const { code, stderr } = await keys(words)
  expect(code).toBe(2)
  expect(stderr).toMatch(/generate .*rotate .*retire /s)
})
