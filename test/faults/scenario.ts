import fs from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { commitChanges } from '../../src/commit/changes.ts'
import { withLock } from '../../src/commit/lock.ts'
import {
  commitPending,
  commitSettled,
  readPending,
  refusePending,
} from '../../src/commit/pending.ts'
import { projectReader } from '../../src/commit/read.ts'
import { recover } from '../../src/commit/recover.ts'
import { buildPlan } from '../../src/merge/build.ts'
import { merge } from '../../src/merge/merge.ts'
import { pendingOf, planAbort, planContinue } from '../../src/merge/pending.ts'
import type { Plan } from '../../src/merge/plan.ts'
import type { Tree } from '../../src/render/tree.ts'

const tree = (files: Readonly<Record<string, string>>): Tree =>
  new Map(Object.entries(files).map(([path, content]) => [path, { content, mode: 0o644 }]))

export const BASE = tree({
  'kept.txt': 'kept\n',
  'src/changed.ts': 'export const a = 1\n\n// end\n',
  'src/merged.txt': 'one\ntwo\nthree\nfour\n',
  'src/old/deleted.txt': 'old\n',
})

export const TARGET = tree({
  'kept.txt': 'kept\n',
  'src/changed.ts': 'export const a = 2\n\n// end\n',
  'src/merged.txt': 'one\ntwo\nthree\nFOUR\n',
  'src/new/deep/created.txt': 'new\n',
})

/** A project that a person has worked on. */
export async function makeProject(root: string): Promise<void> {
  for (const [path, { content }] of BASE) await put(root, path, content)
  await put(root, 'src/merged.txt', 'mine\none\ntwo\nthree\nfour\n', 0o664)
  await put(root, 'mine.txt', 'mine\n', 0o600)
}

export async function put(root: string, path: string, content: string | Uint8Array, mode = 0o644) {
  await fs.mkdir(dirname(join(root, path)), { recursive: true })
  await fs.writeFile(join(root, path), content)
  await fs.chmod(join(root, path), mode)
}

export async function planChanges(root: string): Promise<Plan> {
  const entries = await merge({ base: BASE, target: TARGET, readFile: projectReader(root) })
  return buildPlan({ root, entries })
}

/** One whole run of a generator, as a person starts it. */
export function generate(root: string): Promise<string[]> {
  return withLock(root, async () => {
    const notices = await recover(root)
    await commitChanges(await planChanges(root))
    return notices.map((notice) => notice.code)
  })
}

const having = (files: Tree, history: readonly number[]): Tree =>
  new Map([...files, ...tree({ 'alex.json': `${JSON.stringify({ history }, null, 2)}\n` })])

/** A project where what a person has changed meets what is to change. */
export async function makeConflict(root: string): Promise<void> {
  await makeProject(root)
  await put(root, 'src/merged.txt', 'one\ntwo\nthree\nmine\n', 0o664)
  await put(root, 'src/old/deleted.txt', 'old\n', 0o666)
  await put(root, 'alex.json', String(having(BASE, []).get('alex.json')?.content))
}

/** A generator with `--conflicts markers`. */
export function generateMarked(root: string): Promise<string[]> {
  return withLock(root, async () => {
    const notices = await recover(root)
    await refusePending(root)
    const [base, target] = [having(BASE, []), having(TARGET, [1])]
    const entries = await merge({ base, target, readFile: projectReader(root), label: 'run' })
    const plan = buildPlan({ root, entries, onConflict: 'markers' })
    const pending = pendingOf(plan, 'run')
    if (!pending) throw new Error('nothing is pending')
    await commitPending(plan, pending)
    return notices.map((notice) => notice.code)
  })
}

/** `continue` or `abort`; true where something was pending. */
export function settle(root: string, ending: 'continue' | 'abort'): Promise<boolean> {
  return withLock(root, async () => {
    await recover(root)
    const pending = await readPending(root)
    if (!pending) return false
    const plan = { root, issues: [], notices: [], steps: [] }
    const ends = ending === 'abort' ? planAbort : planContinue
    const ended = { ...plan, ...(await ends(pending, projectReader(root))) }
    if (ended.issues.length > 0) throw new Error(ended.issues[0]?.message)
    await commitSettled(ended)
    return true
  })
}

/** Every path below a folder with its mode and content: what must be equal, byte for byte. */
export async function snapshot(root: string): Promise<Record<string, string>> {
  const found: Record<string, string> = {}
  const visit = async (folder: string): Promise<void> => {
    for (const name of (await fs.readdir(folder)).sort()) {
      const path = join(folder, name)
      const stats = await fs.lstat(path)
      const key = relative(root, path)
      const mode = (stats.mode & 0o777).toString(8)
      if (stats.isDirectory()) {
        found[`${key}/`] = mode
        await visit(path)
      } else found[key] = `${mode} ${await fs.readFile(path, 'base64')}`
    }
  }
  await visit(root)
  return found
}
