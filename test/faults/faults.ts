import fs from 'node:fs/promises'

/** Every call of the engine that changes the disk. */
const WRITES = [
  'mkdir',
  'writeFile',
  'link',
  'rename',
  'unlink',
  'rmdir',
  'rm',
  'chmod',
  'copyFile',
] as const

type WriteName = (typeof WRITES)[number]
type Write = (...args: readonly unknown[]) => Promise<unknown>

/**
 * What happens at a write. `fail` throws, `late` throws once the write is done, `kill` ends the
 * process before it, `torn` in the middle of a file's content.
 */
export type Fault = 'fail' | 'late' | 'kill' | 'torn'

export interface Faulty {
  /** The calls so far, by name. */
  readonly calls: readonly WriteName[]
  restore(): void
}

/** Replaces the writing functions of `node:fs/promises` until restored. `at` counts from 1. */
export function installFault(
  at: number | ((name: WriteName, path: string, count: number) => boolean),
  fault: Fault | ((name: WriteName, args: readonly unknown[]) => Promise<void>),
  code = 'ENOSPC',
): Faulty {
  const writable = fs as unknown as Record<WriteName, Write>
  const originals = new Map<WriteName, Write>(WRITES.map((name) => [name, writable[name]]))
  const calls: WriteName[] = []
  const hit = typeof at === 'number' ? (_: unknown, __: unknown, count: number) => count === at : at
  for (const [name, original] of originals) {
    writable[name] = async (...args) => {
      calls.push(name)
      if (!hit(name, String(args[0]), calls.length)) return original(...args)
      if (typeof fault === 'function') {
        await fault(name, args)
        return original(...args)
      }
      if (fault === 'late') await original(...args)
      if (fault === 'torn' && name === 'writeFile') {
        const half = Buffer.from(args[1] as string)
        await original(args[0], half.subarray(0, half.length / 2), args[2])
      }
      if (fault === 'kill' || fault === 'torn') return kill()
      throw Object.assign(new Error(`${code}: simulated, ${name} '${args[0]}'`), { code })
    }
  }
  return {
    calls,
    restore() {
      for (const [name, original] of originals) writable[name] = original
    },
  }
}

function kill(): Promise<never> {
  process.kill(process.pid, 'SIGKILL')
  return new Promise(() => undefined)
}
