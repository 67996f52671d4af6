import { readFile, rm, writeFile } from 'node:fs/promises'

/** Somebody else has it. */
export class LockedError extends Error {
  override readonly name = 'LockedError'
}

/** The locks of this process. */
const held = new Set<string>()

/**
 * Takes a lock that other processes respect: a file with our process id. The file of a process that
 * is gone is taken over.
 *
 * @returns what releases it.
 * @throws LockedError when a living process holds it.
 */
export async function takeLock(path: string): Promise<() => Promise<void>> {
  for (let attempt = 0; attempt < 3; attempt += 1) {
    try {
      await writeFile(path, `${process.pid}\n`, { flag: 'wx' })
      held.add(path)
      return async () => {
        held.delete(path)
        await rm(path, { force: true })
      }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    const holder = Number(await readFile(path, 'utf8').catch(() => ''))
    if (isAlive(holder, path)) {
      throw new LockedError(
        `the embedded database is open in another process (${holder}, by ${path}): stop it, or set DATABASE_URL`,
      )
    }
    await rm(path, { force: true })
  }
  throw new LockedError(`the lock ${path} changes hands too quickly`)
}

function isAlive(pid: number, path: string): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false
  // In a container a killed process and its successor have the same id.
  if (pid === process.pid) return held.has(path)
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // It lives but belongs to another user.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
