import { describe, expect, it } from 'vitest'
import { buildPlan } from '../../src/merge/build.ts'
import { merge } from '../../src/merge/merge.ts'
import {
  type Pending,
  pendingOf,
  planAbort,
  planContinue,
  withoutEnd,
} from '../../src/merge/pending.ts'
import type { FileState, PlanEntry } from '../../src/merge/plan.ts'
import type { Tree } from '../../src/render/tree.ts'

type Files = Readonly<Record<string, string | Uint8Array>>

const lines = (...texts: string[]) => texts.map((text) => `${text}\n`).join('')
const tree = (files: Files): Tree =>
  new Map(Object.entries(files).map(([path, content]) => [path, { content, mode: 0o644 }]))

/** A disk that is a map. */
function project(files: Files) {
  const disk = new Map<string, FileState>()
  const put = (path: string, content: string | Uint8Array, mode = 0o644) =>
    disk.set(path, { content: Buffer.from(content as string), mode })
  for (const [path, content] of Object.entries(files)) put(path, content)
  const apply = (entries: readonly PlanEntry[]) => {
    for (const { path, result } of entries) {
      if (result === null) disk.delete(path)
      else if (result) put(path, result.content, result.mode)
    }
  }
  const read = async (path: string) => disk.get(path) ?? null
  const all = () =>
    Object.fromEntries([...disk].sort().map(([path, it]) => [path, `${it.mode} ${it.content}`]))
  return { disk, put, apply, read, all, text: (path: string) => String(disk.get(path)?.content) }
}

const BASE: Files = {
  'alex.json': '{\n  "history": []\n}\n',
  'a.ts': lines('const a = 1', '', '// end'),
  'b.txt': lines('one', 'two', 'three', 'four'),
  'gone.txt': 'gone\n',
  'image.bin': Uint8Array.of(0, 1),
  'package.json': '{\n  "scripts": {\n    "dev": "a"\n  }\n}\n',
}
const TARGET: Files = {
  'alex.json': '{\n  "history": [\n    1\n  ]\n}\n',
  'a.ts': lines('const a = 2', '', '// end'),
  'b.txt': lines('one', 'two', 'three', 'FOUR'),
  'image.bin': Uint8Array.of(0, 2),
  'new.ts': lines('export {}'),
  'package.json': '{\n  "scripts": {\n    "dev": "b"\n  }\n}\n',
}
const USER: Files = {
  ...BASE,
  'a.ts': lines('const a = 3', '', '// end'),
  'image.bin': Uint8Array.of(0, 9),
  'package.json': '{\n  "scripts": {\n    "dev": "mine"\n  }\n}\n',
}

/** The project once the operation is pending. */
async function pend(user: Files = USER) {
  const it = project(user)
  const before = it.all()
  const entries = await merge({
    base: tree(BASE),
    target: tree(TARGET),
    readFile: it.read,
    label: 'plop x',
  })
  const plan = buildPlan({ root: '/p', entries, onConflict: 'markers' })
  const pending = pendingOf(plan, 'plop x') as Pending
  it.apply(withoutEnd(plan))
  return { ...it, plan, pending, before }
}

const settled = (text: string) =>
  text.replace(/<<<<<<< yours\n([\s\S]*?)\|\|\|\|\|\|\|[\s\S]*?>>>>>>> plop x\n/g, '$1')

describe('an operation with markers', () => {
  it('writes all but the manifest, and leaves what cannot be marked to the person', async () => {
    const { plan, pending, text } = await pend()
    expect(plan.issues).toEqual([])
    expect(text('alex.json')).toBe(BASE['alex.json'])
    expect(text('a.ts')).toBe(
      lines(
        '<<<<<<< yours',
        'const a = 3',
        '||||||| as it was generated',
        'const a = 1',
        '=======',
        'const a = 2',
        '>>>>>>> plop x',
        '',
        '// end',
      ),
    )
    expect(text('package.json')).toMatch(/<<<<<<< yours\n {4}"dev": "mine"\n/)
    expect(text('image.bin')).toBe('\0\t')
    expect(plan.notices).toEqual([
      {
        code: 'yours-stays',
        message: expect.stringMatching(/^image\.bin: .* stays as you have it, and is yours/),
      },
    ])
    expect(pending.files.map(({ path, kind }) => [path, kind])).toEqual([
      ['a.ts', 'conflict'],
      ['alex.json', 'end'],
      ['b.txt', 'written'],
      ['gone.txt', 'written'],
      ['image.bin', 'stays'],
      ['new.ts', 'written'],
      ['package.json', 'conflict'],
    ])
  })

  it('is no such thing where nothing meets, or where the manifest itself is in the way', async () => {
    const plan = buildPlan({ root: '/p', entries: [], onConflict: 'markers' })
    expect(pendingOf(plan, 'x')).toBeUndefined()
    const entries: PlanEntry[] = [
      {
        path: 'alex.json',
        action: 'conflict',
        seen: null,
        reason: 'x',
        marked: { content: '', mode: 0o644 },
      },
      { path: 'broken.ts', action: 'conflict', seen: null, reason: 'the new file would not parse' },
    ]
    const blocked = buildPlan({ root: '/p', entries, onConflict: 'markers' })
    expect(blocked.issues.map(({ where }) => where)).toEqual(['alex.json', 'broken.ts'])
    expect(pendingOf(blocked, 'x')).toBeUndefined()
  })

  it('whose merge does not parse is written merged, to be mended', async () => {
    const it = project({ 'a.ts': lines('const a = ', '  1', '', '// end') })
    const entries = await merge({
      base: tree({ 'a.ts': lines('const a = [', '  1', '', ']', '// end') }),
      target: tree({ 'a.ts': lines('const a = [', '  1', '', ']', '// END') }),
      readFile: it.read,
    })
    const plan = buildPlan({ root: '/p', entries, onConflict: 'markers' })
    const pending = pendingOf(plan, 'x')
    expect(pending?.files).toMatchObject([{ path: 'a.ts', kind: 'conflict' }])
  })
})

describe('continue', () => {
  it('refuses while a marker is left, and names the line', async () => {
    const { pending, read } = await pend()
    const { issues } = await planContinue(pending, read)
    expect(issues.map(({ where }) => where)).toEqual(['a.ts:1', 'package.json:3'])
  })

  it('refuses half of a marker, and what does not parse', async () => {
    const { pending, read, put, text } = await pend()
    put('a.ts', lines('const a = 3', '=======', '// end'))
    put('package.json', '{\n  "scripts": {\n    "dev": "mine",\n  }\n}\n')
    put('new.ts', 'export {\n')
    const where = async () => (await planContinue(pending, read)).issues.map((it) => it.where)
    expect(await where()).toEqual(['a.ts:2', 'new.ts:2', 'package.json:4'])
    put('a.ts', 'const a = \n')
    put('new.ts', 'export {}\n')
    put('package.json', settled(text('package.json').replace('",\n', '"\n')))
    expect(await where()).toEqual(['a.ts:2'])
  })

  it('writes the manifest, and nothing else', async () => {
    const { pending, read, put, text, apply, disk } = await pend()
    put('a.ts', settled(text('a.ts')))
    put('package.json', settled(text('package.json')))
    disk.delete('new.ts')
    const { entries, issues } = await planContinue(pending, read)
    expect(issues).toEqual([])
    apply(entries)
    expect(text('alex.json')).toBe(TARGET['alex.json'])
    expect(text('a.ts')).toBe(USER['a.ts'])
    expect(text('b.txt')).toBe(TARGET['b.txt'])
    expect(disk.has('new.ts')).toBe(false)
  })

  it('merges what was changed in the manifest meanwhile, or refuses', async () => {
    const { pending, read, put, text, apply } = await pend()
    for (const path of ['a.ts', 'package.json']) put(path, settled(text(path)))
    put('alex.json', '{\n  "team": "x",\n  "history": []\n}\n')
    apply((await planContinue(pending, read)).entries)
    expect(JSON.parse(text('alex.json'))).toEqual({ team: 'x', history: [1] })
    put('alex.json', '{\n  "history": [\n    9\n  ]\n}\n')
    expect((await planContinue(pending, read)).issues).toMatchObject([{ where: 'alex.json' }])
  })
})

describe('abort', () => {
  it('has every byte and mode as before', async () => {
    const { pending, read, apply, all, before } = await pend()
    const { entries, issues, notices } = await planAbort(pending, read)
    expect([issues, notices]).toEqual([[], []])
    apply(entries)
    expect(all()).toEqual(before)
    expect((await planAbort(pending, read)).entries).toEqual([])
  })

  it('drops what was made of the conflicts, and keeps what else was written', async () => {
    const { pending, read, put, text, apply } = await pend()
    put('a.ts', `${settled(text('a.ts'))}// later\n`)
    put('b.txt', lines('zero', 'one', 'two', 'three', 'FOUR'))
    put('image.bin', 'mine')
    const { entries, notices, issues } = await planAbort(pending, read)
    expect(issues).toEqual([])
    apply(entries)
    expect(text('a.ts')).toBe(`${USER['a.ts']}// later\n`)
    expect(text('b.txt')).toBe(lines('zero', 'one', 'two', 'three', 'four'))
    expect(text('image.bin')).toBe('mine')
    expect(notices.map(({ code }) => code)).toEqual(['resolution-dropped', 'kept-yours'])
  })

  it('refuses to lose what was written since, and names it', async () => {
    const { pending, read, put } = await pend()
    put('new.ts', 'export const mine = 1\n')
    put('b.txt', lines('one', 'two', 'three', 'my four'))
    put('gone.txt', 'back\n')
    const { issues } = await planAbort(pending, read)
    expect(issues.map(({ where }) => where)).toEqual(['b.txt:4', 'gone.txt', 'new.ts'])
  })

  it('brings back what was deleted since, and keeps a mode that was changed', async () => {
    const { pending, read, apply, disk, put, text } = await pend()
    disk.delete('b.txt')
    put('a.ts', text('a.ts'), 0o600)
    apply((await planAbort(pending, read)).entries)
    expect(text('b.txt')).toBe(BASE['b.txt'])
    expect(disk.get('a.ts')?.mode).toBe(0o600)
  })
})
