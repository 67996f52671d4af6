import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeProject, runPlop, snapshot } from './support/program.ts'

const SOMEONE = '0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52'
const owned = ['--access', 'owner', '--owner', SOMEONE]

async function withNote() {
  const { root: cwd, manifest } = await makeProject(['--auth', 'none'])
  const run = (...args: string[]) => runPlop([...args, '-y'], { cwd })
  await run('resource', 'note', '--', '--fields', 'title:string')
  return { cwd, manifest, run }
}

test('plop options shows, gives and makes the change, and the second time there is none', async () => {
  const { cwd, manifest, run } = await withNote()
  const options = ['options', 'note', '--', ...owned, '--soft-delete', '--description', 'Mine.']
  const before = snapshot(cwd)

  const shown = await run(...options, '--dry-run', '--json')
  expect(shown.code, shown.stderr).toBe(0)
  expect(JSON.parse(shown.stdout)).toMatchObject({ command: 'options', dryRun: true })
  expect(snapshot(cwd)).toEqual(before)

  const { code, stderr } = await run(...options)
  expect(code, stderr).toBe(0)
  expect(stderr).toContain('src/identify.ts')
  expect(manifest().history.at(-1)).toMatchObject({
    run: 'options',
    resource: 'note',
    access: 'owner',
    owner: SOMEONE,
    softDelete: true,
    description: 'Mine.',
  })
  expect(existsSync(join(cwd, 'src/resources/notes/note.owner.test.ts'))).toBe(true)
  const after = snapshot(cwd)
  expect((await run(...options)).stderr).toContain('so already: nothing to change')
  expect(snapshot(cwd)).toEqual(after)
})

test('what is missing, refused or lost changes nothing, and says which words are', async () => {
  const { cwd, run } = await withNote()
  const before = snapshot(cwd)
  const cases = [
    [2, [], 'missing: [resource]'],
    [2, ['note'], '--no-soft-delete'],
    [2, ['note', '--', '--access', 'owner'], 'missing: --owner'],
    [2, ['note', '--', '--access', 'owner', '--owner', 'me'], "nobody's id"],
    [2, ['note', '--', '--soft-delete', '--no-soft-delete'], 'contradict'],
    [1, ['nte', '--', '--soft-delete'], 'Did you mean note?'],
  ] as const
  for (const [code, args, message] of cases) {
    const finished = await run('options', ...args)
    expect([finished.code, finished.stderr]).toEqual([code, expect.stringContaining(message)])
    expect(finished.stdout).toBe('')
  }
  expect(snapshot(cwd)).toEqual(before)
  await run('options', 'note', '--', '--soft-delete')
  const kept = snapshot(cwd)
  const lost = await run('options', 'note', '--', '--no-soft-delete')
  expect([lost.code, lost.stderr]).toEqual([1, expect.stringContaining('--allow-data-loss')])
  expect(snapshot(cwd)).toEqual(kept)
})

test('a file that goes and was edited is in the way, or kept where that is wanted', async () => {
  const { cwd, run } = await withNote()
  await run('options', 'note', '--', ...owned)
  const path = join(cwd, 'src/resources/notes/note.owner.test.ts')
  const mine = `${readFileSync(path, 'utf8')}// mine\n`
  writeFileSync(path, mine)
  const open = ['options', 'note', '--', '--access', 'public', '--allow-data-loss']
  const before = snapshot(cwd)
  const refused = await run(...open)
  expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('--keep-edited')])
  expect(snapshot(cwd)).toEqual(before)
  const { code, stderr } = await run(...open, '--keep-edited')
  expect(code, stderr).toBe(0)
  expect(readFileSync(path, 'utf8')).toBe(mine)
})
