import { renameSync } from 'node:fs'
import fs from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { commitChanges } from '../../src/commit/changes.ts'
import { commitNewProject } from '../../src/commit/new-project.ts'
import { recover } from '../../src/commit/recover.ts'
import { UserError } from '../../src/errors.ts'
import { type Faulty, installFault } from './faults.ts'
import { makeProject, planChanges, put, snapshot, TARGET } from './scenario.ts'

let folder: string
let faulty: Faulty | undefined

beforeEach(async () => {
  folder = await fs.mkdtemp(join(await fs.realpath(tmpdir()), 'alex-disk-'))
})

afterEach(async () => {
  faulty?.restore()
  faulty = undefined
  await fs.rm(folder, { recursive: true, force: true })
})

async function failing<T>(
  at: Parameters<typeof installFault>[0],
  fault: Parameters<typeof installFault>[1],
  work: () => Promise<T>,
  code?: string,
) {
  const installed = installFault(at, fault, code)
  faulty = installed
  try {
    return { calls: installed.calls, value: await work() }
  } catch (error) {
    return { calls: installed.calls, error }
  } finally {
    installed.restore()
  }
}

/** The disk refuses everything once all files are in place, so that nothing can be taken back. */
function brokenAtTheEnd() {
  let journals = 0
  return (name: string, path: string) => {
    if (name === 'rename' && path.includes('journal')) journals += 1
    return journals > 1
  }
}

async function project(name: string) {
  const root = join(folder, name)
  await makeProject(root)
  return { root, plan: await planChanges(root), before: await snapshot(root) }
}

describe('changes of a project', () => {
  it.each(['fail', 'late'] as const)(
    'are all made or none, whichever write does %s',
    async (fault) => {
      const first = await project('count')
      const { calls } = await failing(-1, 'fail', () => commitChanges(first.plan))
      const after = await snapshot(first.root)
      expect(calls.length).toBeGreaterThan(15)
      let failures = 0
      for (let at = 1; at <= calls.length; at++) {
        const { root, plan, before } = await project(`at-${at}`)
        const { error } = await failing(at, fault, () => commitChanges(plan))
        if (error === undefined) {
          // What fails after the change is complete is left to the next run.
          await recover(root)
          expect(await snapshot(root), `write ${at}, ${calls[at - 1]}`).toEqual(after)
        } else {
          failures += 1
          expect(error).toBeInstanceOf(UserError)
          expect((error as Error).message).toMatch(/nothing was changed.*the disk is full/)
          expect(await snapshot(root), `write ${at}, ${calls[at - 1]}`).toEqual(before)
        }
      }
      expect(failures).toBeGreaterThan(10)
    },
  )

  it('keep modes, and leave no empty folder of what they delete', async () => {
    const { root, plan } = await project('absolute')
    await commitChanges(plan)
    const mode = async (path: string) => (await fs.stat(join(root, path))).mode & 0o777
    expect(await mode('src/merged.txt')).toBe(0o664)
    expect(await mode('src/new/deep/created.txt')).toBe(0o644 & ~process.umask())
    expect(await fs.readdir(join(root, 'src'))).toEqual(['changed.ts', 'merged.txt', 'new'])
    expect(await fs.readdir(root)).toEqual(['kept.txt', 'mine.txt', 'src'])
  })

  it('stay made once the journal says so, whatever fails then', async () => {
    for (let more = 0; more < 10; more++) {
      const { root, plan, before } = await project(`late-${more}`)
      let journals = 0
      let since = -1
      const stop = installFault(
        (name, path) => {
          if (name === 'rename' && path.includes('journal')) journals += 1
          if (journals > 1) since += 1
          return since === 0 || since > more
        },
        async (_, args) => {
          if (since === 0) renameSync(String(args[0]), String(args[1]))
          throw Object.assign(new Error('the disk went away'), { code: 'EIO' })
        },
      )
      const error = await commitChanges(plan).catch((reason) => reason)
      stop.restore()
      await recover(root)
      const now = await snapshot(root)
      expect(error).toBeUndefined()
      expect(now).not.toEqual(before)
      expect(Object.keys(now).filter((name) => name.includes('.alex'))).toEqual([])
    }
  })

  it('are taken back by the next run, where this one could not', async () => {
    const { calls } = await failing(-1, 'fail', async () =>
      commitChanges((await project('count')).plan),
    )
    for (let at = 1; at <= calls.length; at++) {
      const { root, plan, before } = await project(`at-${at}`)
      // From the first failure on, the disk refuses everything.
      const { error } = await failing(
        (_, __, count) => count >= at,
        'fail',
        () => commitChanges(plan),
      )
      const notices = await recover(root)
      if (error === undefined) continue
      expect(await snapshot(root), `write ${at}, ${calls[at - 1]}`).toEqual(before)
      if (/nor take back/.test((error as Error).message)) {
        expect(notices.map((notice) => notice.code)).toEqual(
          at === 1 || notices.length === 0 ? [] : ['undone'],
        )
      }
    }
  })

  it('can be taken back by a run that is cut short itself', async () => {
    for (let broken = 1; broken < 12; broken++) {
      const { root, plan, before } = await project(`recover-${broken}`)
      await failing(brokenAtTheEnd(), 'fail', () => commitChanges(plan))
      expect(await snapshot(root)).not.toEqual(before)
      await failing(
        (_, __, count) => count >= broken,
        'fail',
        () => recover(root),
      )
      await recover(root)
      expect(await snapshot(root), `broken at ${broken}`).toEqual(before)
    }
  })

  it('work on a disk without hard links', async () => {
    const there = await project('links')
    await commitChanges(there.plan)
    const { root, plan, before } = await project('no-links')
    const { error } = await failing(
      (name) => name === 'link',
      'fail',
      () => commitChanges(plan),
      'EPERM',
    )
    expect(error).toBeUndefined()
    expect(await snapshot(root)).toEqual(await snapshot(there.root))
    const again = await project('no-links-fails')
    let links = 0
    await failing(
      (name) => (name === 'link' ? ++links > 0 : name === 'rmdir'),
      'fail',
      async () => {
        const stop = installFault(
          (name, path) => name === 'rename' && path.includes('-2.new'),
          'fail',
        )
        try {
          await commitChanges(again.plan)
        } finally {
          stop.restore()
        }
      },
      'EPERM',
    )
    await recover(again.root)
    expect(await snapshot(again.root)).toEqual(before)
  })

  it('do not take back what the person has written since', async () => {
    const { root, plan } = await project('since')
    await failing(brokenAtTheEnd(), 'fail', () => commitChanges(plan))
    await put(root, 'src/changed.ts', 'my later work\n')
    const notices = await recover(root)
    expect(await fs.readFile(join(root, 'src/changed.ts'), 'utf8')).toBe('my later work\n')
    expect(notices.map((notice) => notice.code)).toContain('changed-since')
    expect(await fs.readFile(join(root, 'src/merged.txt'), 'utf8')).toMatch(/four/)
  })

  it.each([
    ['ENOSPC', /disk is full/],
    ['EACCES', /permission denied/],
    ['EROFS', /read-only/],
    ['EMFILE', /too many open files/],
  ])('say what is wrong with the disk: %s', async (code, message) => {
    const { plan } = await project(code)
    const { error } = await failing(5, 'fail', () => commitChanges(plan), code)
    expect(error).toMatchObject({ name: 'UserError', message: expect.stringMatching(message) })
  })
})

describe('a new project', () => {
  it('is complete or absent, whichever write fails, and leaves nothing beside it', async () => {
    const target = join(folder, 'new', 'parent', 'my-api')
    const { calls } = await failing(-1, 'fail', () => commitNewProject({ target, tree: TARGET }))
    const after = await snapshot(folder)
    await fs.rm(join(folder, 'new'), { recursive: true })
    expect(calls.length).toBeGreaterThan(8)
    for (let at = 1; at <= calls.length; at++) {
      const { error } = await failing(at, 'fail', () => commitNewProject({ target, tree: TARGET }))
      expect(error, `write ${at}`).toBeInstanceOf(UserError)
      expect(await snapshot(folder), `write ${at}, ${calls[at - 1]}`).toEqual({})
    }
    await commitNewProject({ target, tree: TARGET })
    expect(await snapshot(folder)).toEqual(after)
  })

  it('is as complete or absent in the folder that one stands in', async () => {
    const target = join(folder, 'here')
    await fs.mkdir(target)
    const cwd = process.cwd
    process.cwd = () => target
    try {
      const inode = (await fs.stat(target)).ino
      const { calls } = await failing(-1, 'fail', () => commitNewProject({ target, tree: TARGET }))
      const after = await snapshot(target)
      expect((await fs.stat(target)).ino).toBe(inode)
      for (let at = 1; at <= calls.length; at++) {
        await fs.rm(target, { recursive: true })
        await fs.mkdir(target)
        const { error } = await failing(at, 'fail', () =>
          commitNewProject({ target, tree: TARGET }),
        )
        const left = await snapshot(target)
        delete left['.alex/']
        if (Object.keys(left).some((path) => !path.startsWith('.alex')))
          expect(left).toMatchObject(after)
        else expect(error, `write ${at}, ${calls[at - 1]}`).toBeDefined()
      }
    } finally {
      process.cwd = cwd
    }
  })

  it('replaces an empty folder, whose mode it keeps', async () => {
    const target = join(folder, 'empty')
    await fs.mkdir(target, { mode: 0o700 })
    await commitNewProject({ target, tree: TARGET })
    expect((await fs.stat(target)).mode & 0o777).toBe(0o700)
    expect(await fs.readdir(folder)).toEqual(['empty'])
  })

  it('has its secret for the owner only', async () => {
    const target = join(folder, 'secret')
    const extra = new Map([['.env', { content: 'SECRET=x\n', mode: 0o600 as const }]])
    await commitNewProject({ target, tree: TARGET, extra })
    expect((await fs.stat(join(target, '.env'))).mode & 0o777).toBe(0o600)
  })

  it('refuses what stands in the way, and touches it not', async () => {
    await put(folder, 'full/a.txt', 'a')
    await put(folder, 'file', 'a')
    await fs.symlink(join(folder, 'nowhere'), join(folder, 'dangling'))
    const before = await snapshot(join(folder, 'full'))
    for (const [name, message] of [
      ['full', /not empty \(a\.txt\)/],
      ['file', /A file stands/],
      ['file/below', /A file stands/],
      ['dangling', /leads nowhere/],
    ] as const) {
      const made = commitNewProject({ target: join(folder, name), tree: TARGET })
      await expect(made, name).rejects.toThrow(message)
    }
    expect(await snapshot(join(folder, 'full'))).toEqual(before)
  })

  it('gives way to what appears at its place meanwhile', async () => {
    const target = join(folder, 'race')
    const { error } = await failing(
      (name, path) => name === 'rename' && path.includes('.partial-'),
      async () => put(target, 'theirs.txt', 'theirs'),
      () => commitNewProject({ target, tree: TARGET }),
    )
    expect(error).toMatchObject({ message: expect.stringMatching(/put where the project/) })
    expect(await fs.readdir(folder)).toEqual(['race'])
    expect(await fs.readdir(target)).toEqual(['theirs.txt'])
  })
})
