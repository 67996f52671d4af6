import fs from 'node:fs/promises'
import { join } from 'node:path'
import { UserError } from '../errors.ts'
import type { ReadFile } from '../merge/merge.ts'
import { checkPath } from '../merge/paths.ts'
import { codeOf, diskError } from './disk-error.ts'

/**
 * Reads files below `root`. The reader throws a UserError for a path that leads out of the
 * project, through a symbolic link, to something that is no file, or beside a file of the same
 * name in other letters (which would be one file on some disks).
 */
export function projectReader(root: string): ReadFile {
  return async (path) => {
    if (!(await walk(root, path))) return null
    const full = join(root, path)
    try {
      const [content, { mode }] = [await fs.readFile(full), await fs.lstat(full)]
      return { content, mode: mode & 0o777 }
    } catch (error) {
      throw diskError(error, `Cannot read ${path}`, full)
    }
  }
}

/** Goes down to a path, part by part; true when a file stands there, false when nothing does. */
async function walk(root: string, path: string): Promise<boolean> {
  checkPath(path)
  const parts = path.split('/')
  for (let depth = 1; depth <= parts.length; depth++) {
    const way = parts.slice(0, depth).join('/')
    const full = join(root, way)
    const stats = await lstat(full)
    if (!stats) {
      await refuseOtherSpelling(
        join(root, ...parts.slice(0, depth - 1)),
        parts[depth - 1] as string,
      )
      return false
    }
    if (stats.isSymbolicLink()) {
      throw new UserError(`${way} is a symbolic link, and those are not written through`, {
        where: full,
        help: 'Replace the link by what it points to, or move it away.',
      })
    }
    const last = depth === parts.length
    if (last ? !stats.isFile() : !stats.isDirectory()) {
      throw new UserError(
        `${way} is no ${last ? 'file' : 'folder'}, but ${path} is to be written`,
        {
          where: full,
          help: 'Move it away, and run the command again.',
        },
      )
    }
  }
  return true
}

async function lstat(path: string) {
  try {
    return await fs.lstat(path)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw diskError(error, 'Cannot look at the project', path)
  }
}

async function refuseOtherSpelling(folder: string, name: string): Promise<void> {
  const key = (text: string) => text.normalize('NFC').toLowerCase()
  const names = await fs.readdir(folder).catch(() => [])
  const other = names.find((existing) => key(existing) === key(name))
  if (other !== undefined) {
    throw new UserError(`${name} and ${other} would be one file on some disks`, {
      where: join(folder, other),
      help: `Rename ${other}, and run the command again.`,
    })
  }
}
