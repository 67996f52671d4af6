import { execFileSync } from 'node:child_process'
import fs from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { commitChanges } from '../../src/commit/changes.ts'
import { commitNewProject } from '../../src/commit/new-project.ts'
import { projectReader } from '../../src/commit/read.ts'
import { recover } from '../../src/commit/recover.ts'
import type { PlanEntry } from '../../src/merge/plan.ts'
import { installFault } from './faults.ts'
import { makeProject, planChanges, put, snapshot, TARGET } from './scenario.ts'

let folder: string
let root: string

beforeEach(async () => {
  folder = await fs.mkdtemp(join(await fs.realpath(tmpdir()), 'alex-way-'))
  root = join(folder, 'project')
  await makeProject(root)
})

afterEach(() => fs.rm(folder, { recursive: true, force: true }))

const planOf = (...entries: PlanEntry[]) => ({ root, entries, issues: [], notices: [], steps: [] })
const create = (path: string): PlanEntry => ({
  path,
  action: 'create',
  seen: null,
  result: { content: 'x', mode: 0o644 },
})

it.each([
  ['another content', () => put(root, 'src/changed.ts', 'saved meanwhile\n')],
  ['another mode', () => fs.chmod(join(root, 'src/changed.ts'), 0o755)],
  ['nothing', () => fs.unlink(join(root, 'src/changed.ts'))],
])('a file that is %s since the plan was made ends the commit', async (_, meddle) => {
  const plan = await planChanges(root)
  await meddle()
  const before = await snapshot(root)
  await expect(commitChanges(plan)).rejects.toThrow(/src\/changed\.ts changed since the plan/)
  expect(await snapshot(root)).toEqual(before)
})

it('a file that appears where one is to be created ends the commit', async () => {
  const plan = await planChanges(root)
  await put(root, 'src/new/deep/created.txt', 'mine\n')
  const before = await snapshot(root)
  await expect(commitChanges(plan)).rejects.toThrow(/created\.txt changed since the plan/)
  expect(await snapshot(root)).toEqual(before)
})

it.each(['src/changed.ts', 'src/merged.txt', 'src/old/deleted.txt', 'src/new/deep/created.txt'])(
  '%s, saved in the middle of the commit, is kept',
  async (path) => {
    const plan = await planChanges(root)
    const before = await snapshot(root)
    let saved = false
    // The last moment before a file is put aside or in place.
    const faulty = installFault(
      (name) => !saved && ['link', 'rename'].includes(name),
      async (_, [from]) => {
        if (String(from).includes('journal')) return
        saved = true
        await fs.writeFile(join(root, path), 'saved meanwhile\n')
      },
    )
    await expect(commitChanges(plan)).rejects.toThrow(/changed since the plan/)
    faulty.restore()
    const after = await snapshot(root)
    expect(await fs.readFile(join(root, path), 'utf8')).toBe('saved meanwhile\n')
    for (const [other, content] of Object.entries(before)) {
      if (other !== path) expect([other, after[other]]).toEqual([other, content])
    }
    expect(Object.keys(after).filter((name) => name.includes('.alex'))).toEqual([])
  },
)

it('a plan with a conflict is never committed', async () => {
  const plan = { ...(await planChanges(root)), issues: [{ code: 'conflict', message: 'x' }] }
  await expect(commitChanges(plan)).rejects.toThrow(/issues/)
})

it.each(['../outside.txt', '/tmp/outside.txt', 'src/../../outside.txt', 'src\\outside.txt'])(
  'the path %s is refused',
  async (path) => {
    await expect(commitChanges(planOf(create(path)))).rejects.toThrow(/not one inside/)
    await expect(projectReader(root)(path)).rejects.toThrow(/not one inside/)
    const tree = new Map([[path, { content: '', mode: 0o644 as const }]])
    const made = commitNewProject({ target: join(folder, 'new'), tree })
    await expect(made).rejects.toThrow(/not one inside/)
    expect(await fs.readdir(folder)).toEqual(['project'])
  },
)

it('a symbolic link on the way is refused, as a folder and as the file itself', async () => {
  await put(folder, 'outside/file.txt', 'outside\n')
  await fs.symlink(join(folder, 'outside'), join(root, 'linked'))
  await fs.symlink(join(folder, 'outside/file.txt'), join(root, 'file.txt'))
  const before = await snapshot(join(folder, 'outside'))
  for (const path of ['linked/file.txt', 'linked/new.txt', 'file.txt']) {
    await expect(commitChanges(planOf(create(path)))).rejects.toThrow(/symbolic link/)
    await expect(projectReader(root)(path)).rejects.toThrow(/symbolic link/)
  }
  expect(await snapshot(join(folder, 'outside'))).toEqual(before)
})

it('the project itself may be reached through a symbolic link', async () => {
  await fs.symlink(root, join(folder, 'alias'))
  await commitChanges({ ...planOf(create('a/b.txt')), root: join(folder, 'alias') })
  expect(await fs.readFile(join(root, 'a/b.txt'), 'utf8')).toBe('x')
})

it('a file of the same name in other letters is refused, on the disk and in the plan', async () => {
  await put(root, 'src/Thing.ts', '')
  await expect(commitChanges(planOf(create('src/thing.ts')))).rejects.toThrow(/one file on some/)
  await expect(commitChanges(planOf(create('Src/thing.txt')))).rejects.toThrow(/one file on some/)
  await expect(commitChanges(planOf(create('n/a'), create('N/b')))).rejects.toThrow(/one file on/)
})

it('a folder where a file is to be, and a file where a folder is to be, are refused', async () => {
  await put(root, 'thing', '')
  await expect(commitChanges(planOf(create('thing/a.txt')))).rejects.toThrow(/is no folder/)
  await expect(commitChanges(planOf(create('src')))).rejects.toThrow(/is no file/)
})

it('a file where the folder of the journal would be is told as such', async () => {
  await put(root, '.alex', 'x')
  await expect(recover(root)).rejects.toThrow('.alex is no folder of this project')
  expect(await fs.readFile(join(root, '.alex'), 'utf8')).toBe('x')
})

it.each(['日'.repeat(84), '😀'.repeat(63), 'x'.repeat(255)])(
  'a folder may have the longest name that a disk allows: %s',
  async (name) => {
    const target = join(folder, name)
    await commitNewProject({ target, tree: TARGET })
    expect((await fs.readdir(folder)).sort()).toEqual([name, 'project'].sort())
  },
)

it('a journal that leads out of the project is not followed', async () => {
  await put(folder, 'outside.txt', 'outside\n')
  const journals = [
    { path: '../outside.txt', action: 'create', temp: '../.alex-1.new', hash: 'x' },
    { path: 'a.txt', action: 'delete', backup: '../outside.old' },
    { path: 'a.txt', action: 'delete', backup: 'src/changed.ts' },
  ]
  for (const entry of journals) {
    const journal = { version: 1, phase: 'undo', folders: [], entries: [entry] }
    await put(root, '.alex/journal.json', JSON.stringify(journal))
    await expect(recover(root)).rejects.toThrow(/journal .* cannot be read/)
  }
  expect(await fs.readFile(join(folder, 'outside.txt'), 'utf8')).toBe('outside\n')
})

it('a full disk leaves all as it was', async (context) => {
  const disk = join(folder, 'disk')
  await fs.mkdir(disk)
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', disk], { stdio: 'ignore' })
  } catch {
    context.skip('no right to mount a small disk here')
  }
  try {
    const small = join(disk, 'project')
    await makeProject(small)
    const before = await snapshot(disk)
    const big = { content: Buffer.alloc(150_000, 'x'), mode: 0o644 as const }
    const entries = ['a', 'b', 'c'].map((path) => ({ ...create(path), result: big }))
    const committed = commitChanges({ ...planOf(...entries), root: small })
    await expect(committed).rejects.toMatchObject({
      message: expect.stringMatching(/nothing was changed\): the disk is full/),
      where: small,
    })
    expect(await snapshot(disk)).toEqual(before)
    const tree = new Map([...TARGET, ['big', big], ['bigger', big]] as const)
    const target = join(disk, 'new')
    await expect(commitNewProject({ target, tree })).rejects.toMatchObject({
      message: expect.stringMatching(/the disk is full/),
      where: target,
    })
    expect(await snapshot(disk)).toEqual(before)
  } finally {
    execFileSync('umount', [disk])
  }
})
