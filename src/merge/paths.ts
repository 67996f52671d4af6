import { UserError } from '../errors.ts'

/** Names that Windows keeps for devices, whatever their extension. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i

/**
 * Refuses paths that lead out of the project, a path twice, and pairs of paths that are one file
 * on a disk that does not tell upper case from lower.
 */
export function checkPaths(paths: Iterable<string>): void {
  const spelled = new Map<string, string>()
  const files = new Set<string>()
  for (const path of paths) {
    checkPath(path)
    if (files.has(path)) throw new UserError(`The path ${path} is to be written twice`)
    files.add(path)
    const parts = path.split('/')
    for (let depth = 1; depth <= parts.length; depth++) {
      const part = parts.slice(0, depth).join('/')
      const key = part.normalize('NFC').toLowerCase()
      const other = spelled.get(key) ?? part
      if (other !== part) throw new UserError(`${other} and ${part} are one file on some disks`)
      spelled.set(key, part)
    }
  }
}

/** Refuses an absolute path, one with `..`, and one that some system would read otherwise. */
export function checkPath(path: string): void {
  const parts = path.split('/')
  const safe =
    path !== '' &&
    !/^[a-z]:/i.test(path) &&
    !/[\\\p{Cc}]/u.test(path) &&
    parts.every((part) => part !== '' && part !== '.' && part !== '..' && !DEVICE.test(part))
  if (!safe) {
    throw new UserError(`The path ${JSON.stringify(path)} is not one inside the project`, {
      help: 'Only relative paths without ".." are written.',
    })
  }
}
