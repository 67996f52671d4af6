import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { hostname } from 'node:os'

/** A process, well enough known to tell whether it still runs. */
export interface Owner {
  readonly pid: number
  readonly host: string
  /** When the process started, in the system's own count; '0' where it does not tell. */
  readonly started: string
}

export function thisProcess(): Owner {
  return { pid: process.pid, host: hostname(), started: startOf(process.pid) ?? '0' }
}

/** True only where it is certain: a process of this machine that is no more. */
export function isGone(owner: Owner): boolean {
  if (owner.host !== hostname()) return false
  try {
    process.kill(owner.pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH'
  }
  const started = startOf(owner.pid)
  // The number may belong to another process by now.
  return owner.started !== '0' && started !== undefined && started !== owner.started
}

/** The owner as part of a file name; `parseOwner` reads it back. */
export function spellOwner({ pid, host, started }: Owner): string {
  return `${pid}-${started}-${shortHost(host)}`
}

/** Reads what `spellOwner` wrote; an owner of another machine has no host that matches this one. */
export function parseOwner(text: string): Owner | undefined {
  const [, pid, started, host] = /^(\d+)-(\d+)-([0-9a-f]{8})/.exec(text) ?? []
  if (pid === undefined || started === undefined) return undefined
  return { pid: Number(pid), started, host: host === shortHost(hostname()) ? hostname() : '' }
}

function shortHost(host: string): string {
  return createHash('sha256').update(host).digest('hex').slice(0, 8)
}

function startOf(pid: number): string | undefined {
  if (process.platform !== 'linux') return undefined
  try {
    // The second field is the program's name in brackets, and may hold anything.
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
  } catch {
    return undefined
  }
}
