import { describe, expect, it } from 'vitest'
import { createEntries, type MergeOptions, merge } from '../../src/merge/merge.ts'
import type { FileState } from '../../src/merge/plan.ts'
import type { Tree, TreeFile } from '../../src/render/tree.ts'

type Files = Readonly<Record<string, string | Uint8Array>>

function tree(files: Files, mode: TreeFile['mode'] = 0o644): Tree {
  return new Map(Object.entries(files).map(([path, content]) => [path, { content, mode }]))
}

function disk(files: Files, mode = 0o644) {
  const reads: string[] = []
  const readFile = async (path: string): Promise<FileState | null> => {
    reads.push(path)
    const content = files[path]
    return content === undefined ? null : { content: Buffer.from(content as string), mode }
  }
  return { reads, readFile }
}

async function mergeOne(
  path: string,
  sides: { base?: string; user?: string; target?: string },
  options: Partial<MergeOptions> = {},
) {
  const side = (text: string | undefined): Files => (text === undefined ? {} : { [path]: text })
  const { readFile } = disk(side(sides.user))
  const entries = await merge({
    base: tree(side(sides.base)),
    target: tree(side(sides.target)),
    readFile,
    ...options,
  })
  const entry = entries[0]
  if (!entry) throw new Error('no entry')
  const content = entry.result ? Buffer.from(entry.result.content as string).toString() : undefined
  return { ...entry, content }
}

const lines = (...texts: string[]) => texts.map((text) => `${text}\n`).join('')

describe('a path', () => {
  it('is neither read nor mentioned where the renderings are equal', async () => {
    const { readFile, reads } = disk({ 'a.txt': 'mine\n', 'b.txt': '1\n' })
    const base = tree({ 'a.txt': 'same\n', 'b.txt': '1\n' })
    const target = tree({ 'a.txt': 'same\n', 'b.txt': '2\n' })
    const entries = await merge({ base, target, readFile })
    expect(entries.map((entry) => entry.path)).toEqual(['b.txt'])
    expect(reads).toEqual(['b.txt'])
  })

  it('that is new is created', async () => {
    expect(await mergeOne('a.txt', { target: 'new\n' })).toMatchObject({
      action: 'create',
      seen: null,
      content: 'new\n',
    })
  })

  it('that is new and there already is kept when equal, else a conflict', async () => {
    expect(await mergeOne('a.txt', { user: 'new\r\n', target: 'new\n' })).toMatchObject({
      action: 'keep',
    })
    expect(await mergeOne('a.txt', { user: 'old\n', target: 'new\n' })).toMatchObject({
      action: 'conflict',
      lines: [1],
    })
  })

  it('that the user left alone is updated or deleted', async () => {
    expect(await mergeOne('a.txt', { base: '1\n', user: '1\n', target: '2\n' })).toMatchObject({
      action: 'update',
      content: '2\n',
    })
    expect(await mergeOne('a.txt', { base: '1\n', user: '1\n' })).toMatchObject({
      action: 'delete',
      result: null,
    })
  })

  it('that the user deleted stays deleted', async () => {
    expect(await mergeOne('a.txt', { base: '1\n', target: '2\n' })).toMatchObject({
      action: 'keep',
      reason: 'you deleted it; it stays deleted',
    })
    const gone = await mergeOne('a.txt', { base: '1\n' })
    expect(gone).toMatchObject({ action: 'keep' })
    expect(gone.reason).toBeUndefined()
  })

  it('that would be deleted is a conflict once the user changed it', async () => {
    const base = lines('a', 'b', 'c')
    expect(await mergeOne('a.txt', { base, user: lines('a', 'x', 'c') })).toMatchObject({
      action: 'conflict',
      lines: [2],
    })
  })

  it('that is as it should be already is kept', async () => {
    expect(await mergeOne('a.txt', { base: '1\n', user: '2\n', target: '2\n' })).toMatchObject({
      action: 'keep',
    })
  })
})

describe('text', () => {
  const base = lines('one', 'two', 'three', 'four', 'five')
  const target = lines('one', 'two', 'three', 'four', 'FIVE', 'six')

  it('is merged where the changes are apart', async () => {
    const user = lines('zero', 'one', 'two', 'three', 'four', 'five')
    expect(await mergeOne('a.txt', { base, user, target })).toMatchObject({
      action: 'merge',
      content: lines('zero', 'one', 'two', 'three', 'four', 'FIVE', 'six'),
    })
  })

  it('conflicts where the changes meet, with the lines of the user', async () => {
    const user = lines('zero', 'one', 'two', 'three', 'four', 'mine', 'six')
    expect(await mergeOne('a.txt', { base, user, target })).toMatchObject({
      action: 'conflict',
      lines: [6, 7],
    })
  })

  it('takes a change that both sides made once', async () => {
    const user = lines('zero', 'one', 'two', 'three', 'four', 'FIVE', 'six')
    expect(await mergeOne('a.txt', { base, user, target })).toMatchObject({ action: 'keep' })
  })

  it.each([
    ['line ends', (text: string) => text.replaceAll('\n', '\r\n')],
    ['a byte order mark', (text: string) => `\uFEFF${text}`],
    ['a missing newline at the end', (text: string) => text.replace(/\r?\n$/, '')],
    ['all three', (text: string) => `\uFEFF${text.replaceAll('\n', '\r\n').slice(0, -2)}`],
  ])('keeps %s of the user, in a merge and in an update', async (_, restyle) => {
    const user = lines('zero', 'one', 'two', 'three', 'four', 'five')
    const merged = lines('zero', 'one', 'two', 'three', 'four', 'FIVE', 'six')
    expect(await mergeOne('a.txt', { base, user: restyle(user), target })).toMatchObject({
      action: 'merge',
      content: restyle(merged),
    })
    expect(await mergeOne('a.txt', { base, user: restyle(base), target })).toMatchObject({
      action: 'update',
      content: restyle(target),
    })
  })

  it('keeps each line end of a file that mixes them', async () => {
    const user = 'zero\r\none\ntwo\r\nthree\nfour\r\nfive\n'
    const { content } = await mergeOne('a.txt', { base, user, target })
    expect(content).toBe('zero\r\none\ntwo\r\nthree\nfour\r\nFIVE\nsix\n')
  })

  it('goes back to the same bytes when the merge is undone', async () => {
    const user = '\uFEFFzero\r\none\ntwo\r\nthree\nfour\r\nfive\n'
    const there = await mergeOne('a.txt', { base, user, target })
    const back = await mergeOne('a.txt', {
      base: target,
      user: there.content as string,
      target: base,
    })
    expect(back.content).toBe(user)
  })

  it('keeps the mode of the user, but follows the template in what is executable', async () => {
    const sides = { base: tree({ run: '1\n' }), target: tree({ run: '2\n' }, 0o755) }
    const entries = await merge({ ...sides, ...disk({ run: '1\n' }, 0o640) })
    expect(entries[0]?.result?.mode).toBe(0o750)
    const same = await merge({
      ...sides,
      target: tree({ run: '2\n' }),
      ...disk({ run: '1\n' }, 0o600),
    })
    expect(same[0]?.result?.mode).toBe(0o600)
    const onlyMode = await merge({
      ...sides,
      target: tree({ run: '1\n' }, 0o755),
      ...disk({ run: 'x\n' }),
    })
    expect(onlyMode[0]).toMatchObject({ action: 'merge', result: { mode: 0o755 } })
  })
})

describe('what is not text', () => {
  it('is updated where the user left it alone, and never merged', async () => {
    const base = tree({ 'a.bin': Uint8Array.of(1, 0, 2) })
    const target = tree({ 'a.bin': Uint8Array.of(1, 0, 3) })
    const same = await merge({ base, target, ...disk({ 'a.bin': Uint8Array.of(1, 0, 2) }) })
    expect(same[0]).toMatchObject({ action: 'update' })
    const changed = await merge({ base, target, ...disk({ 'a.bin': Uint8Array.of(9, 0, 2) }) })
    expect(changed[0]).toMatchObject({ action: 'conflict' })
  })

  it('is a conflict where the user turned text into bytes that are not UTF-8', async () => {
    const base = tree({ 'a.txt': 'café\n' })
    const target = tree({ 'a.txt': 'café\nmore\n' })
    const latin1 = Buffer.from('caf\u00e9\n', 'latin1')
    const entries = await merge({ base, target, ...disk({ 'a.txt': latin1 }) })
    expect(entries[0]).toMatchObject({ action: 'conflict' })
  })
})

describe('a registry', () => {
  const path = 'resources.ts'
  const registries = new Set([path])
  const list = (...names: string[]) => lines('export {', ...names.map((name) => `  ${name},`), '}')

  it('takes what both sides added at one place', async () => {
    const sides = {
      base: lines('const a = 1, z = 1, b = 1, c = 1', ...list('a', 'z').trim().split('\n')),
      user: lines('const a = 1, z = 1, b = 1, c = 1', ...list('a', 'c', 'z').trim().split('\n')),
      target: lines('const a = 1, z = 1, b = 1, c = 1', ...list('a', 'b', 'z').trim().split('\n')),
    }
    expect(await mergeOne(path, sides)).toMatchObject({ action: 'conflict', lines: [4] })
    const { content } = await mergeOne(path, sides, { registries })
    expect(content).toContain(list('a', 'b', 'c', 'z'))
  })

  it('loses what one side removed beside what the other added', async () => {
    const { content } = await mergeOne(
      'list.txt',
      { base: lines('a', 'b'), user: lines('a', 'b', 'c'), target: lines('a') },
      { registries: new Set(['list.txt']) },
    )
    expect(content).toBe(lines('a', 'c'))
  })

  it('still conflicts where the place is not a sorted list', async () => {
    const sides = { base: lines('a'), user: lines('a', 'z', 'b'), target: lines('a', 'c') }
    const entry = await mergeOne('list.txt', sides, { registries: new Set(['list.txt']) })
    expect(entry.action).toBe('conflict')
  })
})

describe('code', () => {
  const base = lines('export const a = [', '  1,', '  2,', '  3,', ']')
  const target = lines('export const a = [', '  1,', '  2,', '  3,', '  4,', ']')

  it('that would not parse after the merge is a conflict at the line of the user', async () => {
    const user = lines('// mine', 'export const a = ', '  1,', '  2,', '  3,', ']')
    const entry = await mergeOne('a.ts', { base, user, target })
    expect(entry).toMatchObject({ action: 'conflict' })
    expect(entry.reason).toMatch(/would not parse/)
    expect(entry.lines?.[0]).toBeGreaterThan(1)
  })

  it('that would hold one name twice after the merge is a conflict', async () => {
    const entry = await mergeOne('a.ts', {
      base: lines('const a = 1', '', '// one', '// two', '', 'export { a }'),
      user: lines('const a = 1', 'const b = 2', '', '// one', '// two', '', 'export { a, b }'),
      target: lines('const a = 1', '', '// one', 'const b = 3', '// two', '', 'export { a }'),
    })
    expect(entry).toMatchObject({ action: 'conflict' })
    expect(entry.reason).toMatch(/`b` has already been declared/)
  })

  it('that is valid TypeScript is not complained about', async () => {
    const text = lines(
      'export interface Box { a: string }',
      'export const Box = { a: 1 }',
      'export function f(a: string): string',
      'export function f(a: number): number',
      'export function f(a: string | number) { return a }',
      'declare module "x" { interface Y { z: 1 } }',
      'export type Id = string & { readonly brand: unique symbol }',
      'export const t = <const T extends readonly unknown[]>(x: T) => x satisfies T',
    )
    expect(await mergeOne('a.ts', { target: text })).toMatchObject({ action: 'create' })
  })

  it('of a new project is parsed as well', async () => {
    const entries = await createEntries(tree({ 'a.ts': 'const = 1\n', 'b.ts': 'export {}\n' }))
    expect(entries.map((entry) => entry.action)).toEqual(['conflict', 'create'])
  })
})

describe('paths', () => {
  it.each([
    '/etc/passwd',
    '../out.txt',
    'a/../../out.txt',
    'a//b',
    './a',
    'C:\\x',
    'C:x',
    'a\\b',
    'a\nb',
    'nul.txt',
    '',
  ])('%j is refused', async (path) => {
    await expect(createEntries(tree({ [path]: 'x' }))).rejects.toThrow(/not one inside/)
  })

  it('that are one file on some disks are refused, as is a path from two trees', async () => {
    await expect(createEntries(tree({ 'src/A.txt': '', 'Src/b.txt': '' }))).rejects.toThrow(
      /one file on some disks/,
    )
    await expect(createEntries(tree({ a: '' }), tree({ a: '' }))).rejects.toThrow(/twice/)
  })
})
