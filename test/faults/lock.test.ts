import fs from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { withLock } from '../../src/commit/lock.ts'
import { compile } from './compiled.ts'
import { installFault } from './faults.ts'

let compiled: Awaited<ReturnType<typeof compile>>
let folder: string

beforeAll(async () => {
  folder = await fs.mkdtemp(join(await fs.realpath(tmpdir()), 'alex-lock-'))
  compiled = await compile()
})

afterAll(async () => {
  await compiled?.remove()
  await fs.rm(folder, { recursive: true, force: true })
})

async function newRoot(name: string) {
  const root = join(folder, name)
  await fs.mkdir(root)
  return root
}

/** Whoever came in went out before the next came in. */
async function expectTurns(root: string, count: number) {
  const log = (await fs.readFile(`${root}.log`, 'utf8')).trim().split('\n')
  expect(log).toHaveLength(2 * count)
  for (let i = 0; i < log.length; i += 2) {
    expect([log[i], log[i + 1]]).toEqual([`+${log[i]?.slice(1)}`, `-${log[i]?.slice(1)}`])
  }
}

it('twenty processes at once take turns, and leave nothing', async () => {
  const root = await newRoot('twenty')
  const runs = Array.from({ length: 20 }, () => compiled.run('lock', root))
  for (const run of runs) expect(await run.ended).toMatchObject({ code: 0, stderr: '' })
  await expectTurns(root, 20)
  expect(await fs.readdir(root)).toEqual([])
})

it('the lock of a killed process is taken over by one, though many try', async () => {
  const root = await newRoot('stale')
  const holder = compiled.run('hold', root)
  await holder.said('held')
  holder.child.kill('SIGKILL')
  await holder.ended
  expect(await fs.readdir(join(root, '.alex'))).toEqual(['lock'])
  const runs = Array.from({ length: 12 }, () => compiled.run('lock', root))
  for (const run of runs) expect(await run.ended).toMatchObject({ code: 0, stderr: '' })
  await expectTurns(root, 12)
  expect(await fs.readdir(root)).toEqual([])
})

it('many in one process take over a dead lock one after another', async () => {
  const root = await newRoot('stale-in-process')
  for (let round = 0; round < 10; round++) {
    await fs.mkdir(join(root, '.alex'), { recursive: true })
    const dead = { pid: 2 ** 30, host: hostname(), started: '1', since: 'long ago' }
    await fs.writeFile(join(root, '.alex', 'lock'), JSON.stringify(dead))
    let inside = 0
    await Promise.all(
      Array.from({ length: 8 }, () =>
        withLock(root, async () => {
          inside += 1
          expect(inside).toBe(1)
          await new Promise((done) => setTimeout(done, 2))
          inside -= 1
        }),
      ),
    )
  }
  expect(await fs.readdir(root)).toEqual([])
})

it.each([
  ['before it says that it takes over', 'writeFile', /steal\./],
  ['before it removes the dead lock', 'unlink', /\.alex.lock$/],
] as const)('one that is held up %s removes no live lock', async (_, call, path) => {
  const root = await newRoot(`held-up-${call}`)
  await fs.mkdir(join(root, '.alex'))
  const dead = { pid: 2 ** 30, host: hostname(), started: '1', since: 'long ago' }
  await fs.writeFile(join(root, '.alex', 'lock'), JSON.stringify(dead))
  let stopped = false
  const faulty = installFault(
    (name, at) => !stopped && name === call && path.test(at),
    async () => {
      stopped = true
      await new Promise((done) => setTimeout(done, 400))
    },
  )
  let inside = 0
  const work = async () => {
    inside += 1
    expect(inside).toBe(1)
    await new Promise((done) => setTimeout(done, 600))
    expect(inside).toBe(1)
    inside -= 1
  }
  await Promise.all([withLock(root, work), withLock(root, work)])
  faulty.restore()
  expect(stopped).toBe(true)
  expect(await fs.readdir(root)).toEqual([])
})

it('a number that belongs to another process by now holds no lock', async () => {
  const root = await newRoot('reused')
  await fs.mkdir(join(root, '.alex'))
  const other = { pid: process.pid, host: hostname(), started: '1', since: 'long ago' }
  await fs.writeFile(join(root, '.alex', 'lock'), JSON.stringify(other))
  const taken = withLock(root, async () => 'taken', { waitMs: 300 })
  if (process.platform === 'linux') expect(await taken).toBe('taken')
  else await expect(taken).rejects.toThrow(/Another run/)
})

it('waiting ends with an error that names the holder, and tells of the wait once', async () => {
  const root = await newRoot('held')
  const said: string[] = []
  await withLock(root, async () => {
    const second = withLock(root, async () => 'never', {
      waitMs: 200,
      onWait: (holder) => said.push(holder),
    })
    await expect(second).rejects.toThrow(
      `Another run works on this project (process ${process.pid}`,
    )
  })
  expect(said).toHaveLength(1)
  expect(await fs.readdir(root)).toEqual([])
})

it('a wait is not over while others take turns', async () => {
  const root = await newRoot('turns')
  const turn = () =>
    withLock(root, () => new Promise((done) => setTimeout(done, 400)), { waitMs: 1500 })
  await Promise.all(Array.from({ length: 8 }, turn))
  expect(await fs.readdir(root)).toEqual([])
})

it('the lock of another machine is never taken', async () => {
  const root = await newRoot('elsewhere')
  await fs.mkdir(join(root, '.alex'))
  const other = { pid: 2 ** 30, host: 'elsewhere', started: '1', since: 'long ago' }
  await fs.writeFile(join(root, '.alex', 'lock'), JSON.stringify(other))
  await expect(withLock(root, async () => 0, { waitMs: 100 })).rejects.toThrow(/on elsewhere/)
})

it('it is released when the work fails, and by a signal', async () => {
  const root = await newRoot('released')
  await expect(
    withLock(root, async () => {
      throw new Error('no')
    }),
  ).rejects.toThrow('no')
  expect(await fs.readdir(root)).toEqual([])
  const holder = compiled.run('hold', root)
  await holder.said('held')
  holder.child.kill('SIGTERM')
  expect((await holder.ended).signal).toBe('SIGTERM')
  expect(await fs.readdir(root)).toEqual([])
})

it('work that does not listen is ended by a second signal, later, and leaves no lock', async () => {
  const root = await newRoot('stuck')
  const holder = compiled.run('stuck', root)
  await holder.said('held')
  holder.child.kill('SIGINT')
  holder.child.kill('SIGINT')
  await new Promise((done) => setTimeout(done, 2200))
  expect(holder.child.signalCode).toBeNull()
  holder.child.kill('SIGINT')
  expect((await holder.ended).signal).toBe('SIGINT')
  expect(await fs.readdir(root)).toEqual([])
})

it('a lock in a folder that is a symbolic link is refused', async () => {
  const root = await newRoot('linked')
  await fs.mkdir(join(folder, 'outside'))
  await fs.symlink(join(folder, 'outside'), join(root, '.alex'))
  await expect(withLock(root, async () => 0)).rejects.toThrow(/no folder of this project/)
  expect(await fs.readdir(join(folder, 'outside'))).toEqual([])
})
