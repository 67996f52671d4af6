import { existsSync } from 'node:fs'
import fs from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { COMMANDS, contentsOf, NEXT, prepareProject, runCommand } from './commands.ts'
import { compile } from './compiled.ts'
import type { CommandFault } from './preload.ts'

// What a person types, as a process, and what can happen to it: the project is as before or as
// after, or the next command says how it was mended.

let compiled: Awaited<ReturnType<typeof compile>>
let folder: string

beforeAll(async () => {
  folder = await fs.mkdtemp(join(await fs.realpath(tmpdir()), 'alex-commands-'))
  await fs.chmod(folder, 0o755)
  // Where the plopfile of each project finds this package.
  await fs.mkdir(join(folder, 'node_modules'))
  const here = join(import.meta.dirname, '../..')
  await fs.symlink(here, join(folder, 'node_modules', 'create-alex-api'))
  compiled = await compile()
})

afterAll(async () => {
  await compiled?.remove()
  await fs.rm(folder, { recursive: true, force: true })
})

const root = process.getuid?.() === 0
/** Nobody is kept out of a folder who is root. */
const someone = root ? 65534 : undefined

describe.each(COMMANDS)('$name', (scenario) => {
  const next = scenario.next ?? NEXT
  let original = ''
  let before: Record<string, string> = {}
  let after: Record<string, string> = {}
  let calls: readonly string[] = []
  /** The writes at which something else begins, and the last one. */
  let points: readonly number[] = []
  let made = 0

  beforeAll(async () => {
    original = join(folder, `${scenario.name.replace(' ', '-')}`, 'original')
    await prepareProject(original, scenario)
    before = await contentsOf(original)
    const whole = await copy()
    const file = join(folder, 'calls.json')
    const { code, stderr } = await run(whole, undefined, { calls: file })
    if (code !== 0) throw new Error(stderr)
    after = await contentsOf(whole)
    calls = JSON.parse(await fs.readFile(file, 'utf8'))
    points = beginnings(calls)
  })

  async function copy(): Promise<string> {
    made += 1
    const target = `${original}-${made}`
    await fs.cp(original, target, { recursive: true, preserveTimestamps: true })
    return target
  }

  const run = (
    target: string,
    fault?: CommandFault,
    more: { readonly calls?: string; readonly uid?: number } = {},
  ) =>
    runCommand(target, scenario.typed, {
      preload: compiled.preload,
      ...(fault && { fault }),
      ...more,
    })

  /** Types the next command, which has to mend what it finds, and to say so. */
  async function mend(target: string, what: string) {
    const wasCut = existsSync(join(target, '.alex', 'journal.json'))
    const { stderr } = await runCommand(target, next)
    expect([what, stderr.includes('An earlier run was cut short')]).toEqual([what, wasCut])
    const now = await contentsOf(target)
    const isBefore = JSON.stringify(now) === JSON.stringify(before)
    expect(now, what).toEqual(isBefore ? before : after)
    return isBefore ? 'before' : 'after'
  }

  async function each(numbers: readonly number[], work: (at: number) => Promise<void>) {
    const waiting = [...numbers]
    const worker = async () => {
      for (let at = waiting.shift(); at !== undefined; at = waiting.shift()) await work(at)
    }
    await Promise.all([worker(), worker(), worker()])
  }

  it('changes something, in many writes', () => {
    expect(after).not.toEqual(before)
    expect(calls.length).toBeGreaterThan(10)
    expect(points.length).toBeGreaterThan(7)
  })

  it('killed at any write: the next command has it as before, or complete', async () => {
    const found: string[] = []
    await each(points, async (at) => {
      const target = await copy()
      const fault = calls[at - 1] === 'writeFile' ? 'torn' : 'kill'
      const { code } = await run(target, { fault, at })
      expect(code).toBeNull()
      found.push(await mend(target, `write ${at}, ${calls[at - 1]}`))
    })
    expect(found).toContain('after')
    if (scenario.name !== 'sync') expect(found).toContain('before')
  })

  // All of them write by the same commit: that is asked of three, which write in different ways.
  if (!['plop resource', 'undo', 'sync'].includes(scenario.name)) return

  it('on a disk that is full: it changes nothing, and says so', async () => {
    let refused = 0
    // What takes room; to remove something never fails for that.
    const taking = points.filter((at) => /mkdir|writeFile|link$|rename/.test(calls[at - 1] ?? ''))
    await each(
      taking.filter((at) => calls[at - 1] !== 'unlink'),
      async (at) => {
        const target = await copy()
        const { code, stderr } = await run(target, { fault: 'fail', at, code: 'ENOSPC' })
        const what = `write ${at}, ${calls[at - 1]}: ${stderr}`
        if (code === 0) {
          await runCommand(target, next)
          expect(await contentsOf(target), what).toEqual(after)
          return
        }
        refused += 1
        expect(code, what).toBe(1)
        expect(stderr).toContain('the disk is full')
        expect(stderr).not.toMatch(/^\s+at /m)
        expect(await contentsOf(target), what).toEqual(before)
      },
    )
    expect(refused).toBeGreaterThan(3)
  })

  it('where a folder becomes read-only half-way: it is mended once that is over', async () => {
    const first = calls.findIndex((name, index) => index > 6 && name === 'writeFile') + 1
    const last = calls.lastIndexOf('rename', calls.length - 3) - 1
    for (const at of [first, last]) {
      const target = await copy()
      if (someone !== undefined) await give(target, someone)
      const uid = someone === undefined ? {} : { uid: someone }
      const { code, stderr } = await run(target, { fault: 'readonly', at }, uid)
      await open(target)
      const what = `write ${at}, ${calls[at - 1]}: ${stderr}`
      if (code !== 0) expect(stderr, what).toMatch(/permission denied/)
      await mend(target, what)
    }
  })

  it('while a person saves a file: theirs is kept, and the command says to run it again', async () => {
    const changed = Object.keys(before).filter(
      (path) =>
        path in after &&
        before[path] !== after[path] &&
        path !== 'alex.json' &&
        path !== '.alex/pending.json',
    )
    const gone = Object.keys(before).filter((path) => !(path in after) && path.endsWith('.ts'))
    const [path] = [...changed, ...gone, 'alex.json']
    const target = await copy()
    const mine = { path: join(target, path as string), content: '{ "saved": "meanwhile" }\n' }
    const { code, stderr } = await run(target, { fault: 'save', ...mine })
    expect(code, stderr).toBe(1)
    expect(stderr).toContain(`${path} changed since the plan was made`)
    expect(await contentsOf(target)).toEqual({ ...before, [path as string]: mine.content })
  })
})

/** The first write of each kind that follows upon one of another, and the very last. */
function beginnings(calls: readonly string[]): readonly number[] {
  const known = new Set<string>()
  return calls.flatMap((name, index) => {
    const pair = `${calls[index - 1]} ${name}`
    const isNew = !known.has(pair) || index === calls.length - 1
    known.add(pair)
    return isNew ? [index + 1] : []
  })
}

async function give(target: string, uid: number): Promise<void> {
  for (const path of ['.', ...(await fs.readdir(target, { recursive: true }))]) {
    await fs.lchown(join(target, path), uid, uid)
  }
}

async function open(target: string): Promise<void> {
  for (const entry of await fs.readdir(target, { recursive: true, withFileTypes: true })) {
    if (entry.isDirectory()) await fs.chmod(join(entry.parentPath, entry.name), 0o755)
  }
  await fs.chmod(target, 0o755)
}
