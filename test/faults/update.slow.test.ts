import fs from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { withLock } from '../../src/commit/lock.ts'
import { recover } from '../../src/commit/recover.ts'
import { makeProject } from '../cli/support/program.ts'
import { type NewerVersion, newerVersion } from '../support/newer-version.ts'
import { compile } from './compiled.ts'
import { snapshot } from './scenario.ts'

let compiled: Awaited<ReturnType<typeof compile>>
let newer: NewerVersion

beforeAll(async () => {
  newer = newerVersion({ only: ['project/base/src/app.ts.hbs'], migration: true })
  compiled = await compile()
})

afterAll(async () => {
  await compiled?.remove()
  newer?.remove()
})

/** A copy of the same project each time: its secrets are the same, and so is the time of the update. */
async function project(): Promise<string> {
  const { root } = await makeProject()
  // In the middle: the newer version has its line at one of the ends.
  const file = join(root, 'src/app.ts')
  const text = await fs.readFile(file, 'utf8')
  const mine = text.replace('\nexport interface App {', '\n// Mine.\nexport interface App {')
  expect(mine).not.toBe(text)
  await fs.writeFile(file, mine)
  return root
}

const command = () => [newer.program, 'update', '--yes'] as const

it('kill -9 at any write of an update leaves what was or what is to be', async () => {
  const whole = await project()
  const before = await snapshot(whole)
  const written = join(dirname(whole), 'calls.json')
  const ended = await compiled.runFaulty([...command()], { cwd: whole, calls: written }).ended
  expect(ended.code, ended.stderr).toBe(0)
  const after = timeless(await snapshot(whole))
  const calls: string[] = JSON.parse(await fs.readFile(written, 'utf8'))
  expect(calls.length).toBeGreaterThan(25)
  expect(Object.keys(after)).toContain('vendor/create-alex-api-0.2.0.tgz')
  expect(Object.keys(after)).not.toContain('vendor/create-alex-api-0.1.0.tgz')

  const found = { before: 0, after: 0 }
  const waiting = calls.map((_, index) => index + 1)
  const worker = async () => {
    for (let at = waiting.shift(); at !== undefined; at = waiting.shift()) {
      const root = await project()
      const fault = calls[at - 1] === 'writeFile' ? 'torn' : 'kill'
      const { signal, stderr } = await compiled.runFaulty([...command()], { cwd: root, at, fault })
        .ended
      expect(signal, stderr).toBe('SIGKILL')
      await withLock(root, () => recover(root), { waitMs: 2000 })
      const now = await snapshot(root)
      const isAfter = now['alex.json'] !== before['alex.json']
      if (isAfter) expect(timeless(now), `write ${at}, ${calls[at - 1]}`).toEqual(after)
      else expect(now, `write ${at}, ${calls[at - 1]}`).toEqual(before)
      found[isAfter ? 'after' : 'before'] += 1
      await fs.rm(dirname(root), { recursive: true })
    }
  }
  await Promise.all([worker(), worker(), worker()])
  expect(found.before).toBeGreaterThan(15)
  expect(found.after).toBeGreaterThan(2)
})

/** The time of the migration that the update brings is that of its run. */
function timeless(files: Record<string, string>): Record<string, string> {
  const without = (text: string) => text.replaceAll(/\d{8}T\d{6}Z/g, 'at')
  return Object.fromEntries(
    Object.entries(files).map(([path, state]) => {
      const [mode, content = ''] = state.split(' ')
      if (path !== 'alex.json') return [without(path), state]
      return [path, `${mode} ${without(Buffer.from(content, 'base64').toString())}`]
    }),
  )
}
