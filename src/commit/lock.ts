import { randomBytes } from 'node:crypto'
import { rmdirSync, unlinkSync } from 'node:fs'
import fs from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { cancelled, UserError } from '../errors.ts'
import { codeOf, diskError } from './disk-error.ts'
import { rmdirIfEmpty, unlinkIfThere } from './files.ts'
import { interruptible, releaseOnSignal } from './interrupt.ts'
import { checkStateFolder, STATE_FOLDER } from './journal.ts'
import { isGone, type Owner, parseOwner, spellOwner, thisProcess } from './owner.ts'

export interface LockOptions {
  /** How long to wait while one and the same run holds it. */
  readonly waitMs?: number
  /** Called once, when there is somebody to wait for. */
  readonly onWait?: (holder: string) => void
}

interface Holder extends Owner {
  /** When the lock was taken, for people. */
  readonly since: string
}

/** A lock file that cannot be read is taken for one that is being written, for this long. */
const UNREADABLE_MS = 10_000

/**
 * Runs `work` while no other process works on the project. Others wait their turn; the lock of a
 * process that is no more is taken over. It is released however the work ends, by a signal too.
 *
 * Throws a UserError that names the holder when it has held the lock for too long, and (exit code 130) when a signal
 * comes while waiting.
 */
export async function withLock<T>(
  root: string,
  work: () => Promise<T>,
  { waitMs = 60_000, onWait }: LockOptions = {},
): Promise<T> {
  const folder = join(await realFolder(root), STATE_FOLDER)
  try {
    await interruptible((signal) => acquire(folder, { waitMs, onWait, signal }))
  } catch (error) {
    await rmdirIfEmpty(folder).catch(() => false)
    throw diskError(error, 'Cannot lock the project', folder)
  }
  const lock = join(folder, 'lock')
  const unlisten = releaseOnSignal(() => {
    try {
      unlinkSync(lock)
      rmdirSync(folder)
    } catch {
      // The next run finds that this process is gone.
    }
  })
  try {
    return await work()
  } finally {
    unlisten()
    await release(folder)
  }
}

export interface LockState {
  /** For people. */
  readonly holder: string
  /** Whether that process is no more. */
  readonly gone: boolean
  /** Whether it is this one. */
  readonly own: boolean
}

/** Who holds the lock of a project, if anybody does; nothing is taken, and nothing is changed. */
export async function readLock(root: string): Promise<LockState | undefined> {
  const folder = join(await realFolder(root), STATE_FOLDER)
  const holder = await holderOf(folder).catch((error) => {
    if (codeOf(error) === 'ENOTDIR') return undefined
    throw diskError(error, 'Cannot look at the lock of the project', folder)
  })
  if (holder === undefined) return undefined
  if (holder === 'unreadable') return { holder: spell(holder), gone: false, own: false }
  const own = isDeepStrictEqual({ ...holder, since: '' }, { ...thisProcess(), since: '' })
  return { holder: spell(holder), gone: isGone(holder), own }
}

/** A failure here hides no error of the work: the lock of a process that has ended is free. */
async function release(folder: string): Promise<void> {
  try {
    await unlinkIfThere(join(folder, 'lock'))
    for (const name of await fs.readdir(folder)) {
      if (isLeftover(name)) await unlinkIfThere(join(folder, name))
    }
    await rmdirIfEmpty(folder)
  } catch {
    // Whoever comes next clears it away.
  }
}

interface Acquiring {
  readonly waitMs: number
  readonly onWait: ((holder: string) => void) | undefined
  readonly signal: AbortSignal
}

async function acquire(folder: string, { waitMs, onWait, signal }: Acquiring): Promise<void> {
  let deadline = Date.now() + waitMs
  let told = false
  let last = ''
  while (!(await take(folder))) {
    const holder = await holderOf(folder)
    if (holder !== undefined && holder !== 'unreadable' && isGone(holder)) {
      await takeOver(folder)
      continue
    }
    const current = holder === undefined ? '' : spell(holder)
    // Many may be waiting, each for its turn: while they take turns, it comes.
    if (current !== last) deadline = Date.now() + waitMs
    last = current
    if (holder !== undefined && Date.now() > deadline) throw heldBy(folder, holder)
    if (holder !== undefined && !told) onWait?.(spell(holder))
    told ||= holder !== undefined
    await sleep(20 + Math.random() * 60, undefined, { signal }).catch(() => {
      throw cancelled()
    })
  }
}

/** Tries once. The lock appears with its content in it, or not at all. */
async function take(folder: string): Promise<boolean> {
  const ticket = join(folder, `lock.${spellOwner(thisProcess())}${randomBytes(4).toString('hex')}`)
  const lock = join(folder, 'lock')
  const content = `${JSON.stringify({ ...thisProcess(), since: new Date().toISOString() })}\n`
  try {
    await makeStateFolder(folder)
    await fs.writeFile(ticket, content, { flag: 'wx' })
    try {
      await fs.link(ticket, lock)
    } catch (error) {
      if (['EEXIST', 'ENOENT'].includes(codeOf(error) ?? '')) throw error
      // A disk without hard links.
      await fs.writeFile(lock, content, { flag: 'wx' })
    } finally {
      await unlinkIfThere(ticket)
    }
    return true
  } catch (error) {
    // ENOENT: another run has just removed the empty folder.
    if (['EEXIST', 'ENOENT'].includes(codeOf(error) ?? '')) return false
    throw error
  }
}

/**
 * Removes the lock of a process that is gone. Only one process may do so at a time, else one could
 * remove the lock that another has just taken: each puts down a ticket first and looks around
 * after; whoever sees another live ticket steps back.
 */
async function takeOver(folder: string): Promise<void> {
  const own = `steal.${spellOwner(thisProcess())}${randomBytes(4).toString('hex')}`
  try {
    await fs.writeFile(join(folder, own), '', { flag: 'wx' })
    const others = (await fs.readdir(folder)).filter((name) => name !== own)
    const rivals = others.filter((name) => name.startsWith('steal.') && !isLeftover(name))
    if (rivals.length > 0) return
    const holder = await holderOf(folder)
    if (holder === undefined || holder === 'unreadable' || !isGone(holder)) return
    for (const name of others.filter(isLeftover)) await unlinkIfThere(join(folder, name))
    await unlinkIfThere(join(folder, 'lock'))
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error
  } finally {
    await unlinkIfThere(join(folder, own))
    await sleep(Math.random() * 30)
  }
}

/** A ticket of a process that was killed. */
function isLeftover(name: string): boolean {
  const ticket = /^(?:steal|lock)\.(.+)$/.exec(name)?.[1]
  const owner = ticket === undefined ? undefined : parseOwner(ticket)
  return owner !== undefined && isGone(owner)
}

async function holderOf(folder: string): Promise<Holder | 'unreadable' | undefined> {
  const lock = join(folder, 'lock')
  try {
    const text = await fs.readFile(lock, 'utf8')
    try {
      const holder = JSON.parse(text) as Partial<Holder> | null
      if (typeof holder?.pid === 'number' && typeof holder.host === 'string') {
        return { started: '0', since: '', ...holder } as Holder
      }
    } catch {
      // Told below.
    }
    const age = Date.now() - (await fs.stat(lock)).mtimeMs
    // Nobody writes that long: the process died over it. No process has this number.
    return age > UNREADABLE_MS
      ? { pid: 2 ** 30, host: hostname(), started: '0', since: '' }
      : 'unreadable'
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  }
}

function heldBy(folder: string, holder: Holder | 'unreadable'): UserError {
  return new UserError(`Another run works on this project (${spell(holder)})`, {
    where: join(folder, 'lock'),
    help: 'Wait for it, or end it. If it runs no more, delete that file.',
  })
}

function spell(holder: Holder | 'unreadable'): string {
  if (holder === 'unreadable') return 'it has just begun'
  const { pid, host, since } = holder
  const where = host === thisProcess().host ? '' : ` on ${host}`
  return `process ${pid}${where}${since === '' ? '' : `, since ${since}`}`
}

async function makeStateFolder(folder: string): Promise<void> {
  await fs.mkdir(folder).catch((error) => {
    if (codeOf(error) !== 'EEXIST') throw error
  })
  await checkStateFolder(folder)
}

async function realFolder(root: string): Promise<string> {
  return fs.realpath(root).catch((error) => {
    throw diskError(error, 'Cannot open the project', root)
  })
}
