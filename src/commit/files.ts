import { createHash } from 'node:crypto'
import fs from 'node:fs/promises'
import { codeOf } from './disk-error.ts'

// The default import is used on purpose, here and beside: the fault tests replace its functions.

export async function exists(path: string): Promise<boolean> {
  return fs.lstat(path).then(
    () => true,
    (error) => ignore(error, 'ENOENT', 'ENOTDIR') ?? false,
  )
}

export async function unlinkIfThere(path: string): Promise<void> {
  await fs.unlink(path).catch((error) => ignore(error, 'ENOENT', 'ENOTDIR'))
}

/** Removes a folder; one that is gone, or holds something, stays as it is. */
export async function rmdirIfEmpty(path: string): Promise<boolean> {
  return fs.rmdir(path).then(
    () => true,
    (error) =>
      ignore(error, 'ENOENT', 'ENOTDIR', 'ENOTEMPTY', 'EEXIST', 'EBUSY', 'EINVAL') ?? false,
  )
}

/** Has the names in a folder reach the disk. A system that cannot do so is left alone. */
export async function syncFolder(path: string): Promise<void> {
  try {
    const folder = await fs.open(path, 'r')
    try {
      await folder.sync()
    } finally {
      await folder.close()
    }
  } catch {
    // Windows opens no folders, and some file systems sync none.
  }
}

export function hashOf(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex')
}

function ignore(error: unknown, ...codes: readonly string[]): undefined {
  if (!codes.includes(codeOf(error) ?? '')) throw error
}
