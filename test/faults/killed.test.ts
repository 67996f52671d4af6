import fs from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { withLock } from '../../src/commit/lock.ts'
import { commitNewProject } from '../../src/commit/new-project.ts'
import { recover } from '../../src/commit/recover.ts'
import { compile } from './compiled.ts'
import {
  generate,
  generateMarked,
  makeConflict,
  makeProject,
  put,
  settle,
  snapshot,
  TARGET,
} from './scenario.ts'

let compiled: Awaited<ReturnType<typeof compile>>
let folder: string

beforeAll(async () => {
  folder = await fs.mkdtemp(join(await fs.realpath(tmpdir()), 'alex-kill-'))
  compiled = await compile()
})

afterAll(async () => {
  await compiled?.remove()
  await fs.rm(folder, { recursive: true, force: true })
})

const callsOf = (stdout: string) => JSON.parse(stdout.trim().split('\n').at(-1) ?? '[]') as string[]

/** Runs for each number, a few at a time. */
async function each(numbers: readonly number[], work: (n: number) => Promise<void>) {
  const waiting = [...numbers]
  await Promise.all(
    Array.from({ length: 3 }, async () => {
      for (let n = waiting.shift(); n !== undefined; n = waiting.shift()) await work(n)
    }),
  )
}

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1)

describe('kill -9 while a project is changed', () => {
  it('at any write leaves what the next run takes back or has complete', async () => {
    const whole = join(folder, 'whole')
    await makeProject(whole)
    const before = await snapshot(whole)
    const { stdout } = await compiled.run('changes', whole).ended
    const after = await snapshot(whole)
    const calls = callsOf(stdout)
    expect(calls.length).toBeGreaterThan(25)
    expect(after).not.toEqual(before)
    const found = { before: 0, after: 0 }
    await each(upTo(calls.length), async (at) => {
      const root = join(folder, `change-${at}`)
      await makeProject(root)
      const fault = calls[at - 1] === 'writeFile' ? 'torn' : 'kill'
      const { signal } = await compiled.run('changes', root, String(at), fault).ended
      expect(signal).toBe('SIGKILL')
      await withLock(root, () => recover(root), { waitMs: 2000 })
      const now = await snapshot(root)
      const isAfter = 'src/new/deep/created.txt' in now
      expect(now, `write ${at}, ${calls[at - 1]}`).toEqual(isAfter ? after : before)
      found[isAfter ? 'after' : 'before'] += 1
      await generate(root)
      expect(await snapshot(root), `the run after write ${at}`).toEqual(after)
    })
    expect(found.before).toBeGreaterThan(10)
    expect(found.after).toBeGreaterThan(3)
  })
})

describe('kill -9 around an operation with conflict markers', () => {
  const SETTLED = 'one\ntwo\nthree\nboth\n'
  const isPending = (now: Record<string, string>) => '.alex/pending.json' in now

  /** Runs a scenario, killed at each write; says what stands then, and what came of it. */
  async function killed(
    scenario: 'marked' | 'continue' | 'abort',
    prepare: (root: string) => Promise<void>,
    mended: (root: string) => Promise<void>,
  ) {
    const whole = join(folder, `${scenario}-whole`)
    await prepare(whole)
    const before = await snapshot(whole)
    const calls = callsOf((await compiled.run(scenario, whole).ended).stdout)
    const after = await snapshot(whole)
    expect(calls.length).toBeGreaterThan(15)
    expect(after).not.toEqual(before)
    const found = { before: 0, after: 0 }
    await each(upTo(calls.length), async (at) => {
      const root = join(folder, `${scenario}-${at}`)
      await prepare(root)
      const fault = calls[at - 1] === 'writeFile' ? 'torn' : 'kill'
      const { signal } = await compiled.run(scenario, root, String(at), fault).ended
      expect(signal).toBe('SIGKILL')
      await withLock(root, () => recover(root), { waitMs: 2000 })
      const now = await snapshot(root)
      const isAfter = isPending(now) === isPending(after)
      expect(now, `write ${at}, ${calls[at - 1]}`).toEqual(isAfter ? after : before)
      found[isAfter ? 'after' : 'before'] += 1
      await mended(root)
    })
    expect(found.before).toBeGreaterThan(5)
    expect(found.after).toBeGreaterThan(1)
  }

  it('that writes them: nothing is pending, or all of it is and can be taken back', async () => {
    const never = join(folder, 'never')
    await makeConflict(never)
    const before = await snapshot(never)
    await killed('marked', makeConflict, async (root) => {
      if (isPending(await snapshot(root))) {
        await expect(generateMarked(root)).rejects.toThrow(/run has left conflicts/)
      } else await generateMarked(root)
      expect(await fs.readFile(join(root, 'src/merged.txt'), 'utf8')).toMatch(/<<<<<<< yours\nmine/)
      expect(await settle(root, 'abort')).toBe(true)
      expect(await snapshot(root)).toEqual(before)
    })
  })

  it('that is finished: it is pending or done', async () => {
    const prepare = async (root: string) => {
      await makeConflict(root)
      await generateMarked(root)
      await put(root, 'src/merged.txt', SETTLED, 0o664)
    }
    await killed('continue', prepare, async (root) => {
      await settle(root, 'continue')
      expect(await fs.readFile(join(root, 'alex.json'), 'utf8')).toMatch(/"history": \[\n {4}1\n/)
      expect(await fs.readFile(join(root, 'src/merged.txt'), 'utf8')).toBe(SETTLED)
      expect(isPending(await snapshot(root))).toBe(false)
    })
  })

  it('that is taken back: it is pending or as if it had never been', async () => {
    const never = join(folder, 'never-taken')
    await makeConflict(never)
    const before = await snapshot(never)
    const prepare = async (root: string) => {
      await makeConflict(root)
      await generateMarked(root)
    }
    await killed('abort', prepare, async (root) => {
      await settle(root, 'abort')
      expect(await snapshot(root)).toEqual(before)
    })
  })
})

describe('kill -9 while a project is made', () => {
  it('leaves the project complete or absent, and the next run clears away the rest', async () => {
    const { stdout } = await compiled.run('create', join(folder, 'made', 'my-api')).ended
    const after = await snapshot(join(folder, 'made', 'my-api'))
    const calls = callsOf(stdout)
    await each(upTo(calls.length), async (at) => {
      const parent = join(folder, `create-${at}`)
      const target = join(parent, 'my-api')
      const fault = calls[at - 1] === 'writeFile' ? 'torn' : 'kill'
      const { signal } = await compiled.run('create', target, String(at), fault).ended
      expect(signal).toBe('SIGKILL')
      const names = await fs.readdir(parent).catch(() => [])
      expect(names, `write ${at}`).not.toContain('my-api')
      const { notices } = await commitNewProject({ target, tree: TARGET })
      expect(notices.map((notice) => notice.code)).toEqual(names.map(() => 'leftover-removed'))
      expect(await fs.readdir(parent)).toEqual(['my-api'])
      expect(await snapshot(target)).toEqual(after)
    })
  })

  it('leaves the folder of a live run alone', async () => {
    const target = join(folder, 'live', 'my-api')
    const run = compiled.run('create', target, '4', 'pause')
    await run.said('paused')
    const [partial] = await fs.readdir(join(folder, 'live'))
    expect(partial).toMatch(/^\.my-api\.partial-/)
    const { notices } = await commitNewProject({ target, tree: TARGET })
    expect(notices).toEqual([])
    const { code, stderr } = await run.ended
    expect(code).toBe(1)
    expect(stderr).toMatch(/put where the project would go/)
    expect(await fs.readdir(join(folder, 'live'))).toEqual(['my-api'])
  })
})

describe('a signal', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('%s at any write takes all back', async (signal) => {
    const whole = join(folder, `count-${signal}`)
    await makeProject(whole)
    const before = await snapshot(whole)
    const calls = callsOf((await compiled.run('changes', whole).ended).stdout)
    const after = await snapshot(whole)
    const numbers = upTo(calls.length).filter((at) => at % 3 === 0)
    let cancelled = 0
    await each(numbers, async (at) => {
      const root = join(folder, `${signal}-${at}`)
      await makeProject(root)
      const run = compiled.run('changes', root, String(at), 'pause')
      await run.said('paused')
      run.child.kill(signal)
      const ended = await run.ended
      const now = await snapshot(root)
      if (ended.code === 130) {
        cancelled += 1
        expect(ended.stderr).toBe('Cancelled; nothing was written.\n')
        expect(now, `write ${at}, ${calls[at - 1]}`).toEqual(before)
      } else {
        // After the point of no return, or in the lock alone.
        await withLock(root, () => recover(root))
        const then = await snapshot(root)
        expect(then).toEqual('src/new/deep/created.txt' in then ? after : before)
      }
    })
    expect(cancelled).toBeGreaterThan(3)
  })

  it('takes back a new project that is half made', async () => {
    const target = join(folder, 'signal-new', 'my-api')
    const run = compiled.run('create', target, '5', 'pause')
    await run.said('paused')
    run.child.kill('SIGINT')
    expect(await run.ended).toMatchObject({ code: 130 })
    expect(await fs.readdir(folder)).not.toContain('signal-new')
  })
})
