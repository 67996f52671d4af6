import { UserError } from '../errors.ts'

const REASONS: Readonly<Record<string, readonly [what: string, help: string]>> = {
  ENOSPC: ['the disk is full', 'Make room on the disk, then run the command again.'],
  EDQUOT: ['the disk quota is used up', 'Make room on the disk, then run the command again.'],
  EACCES: ['permission denied', 'Check who owns the folder and whether you may write there.'],
  EPERM: ['the operation is not permitted', 'Check who owns the folder and its attributes.'],
  EROFS: ['the file system is read-only', 'Choose a folder that can be written to.'],
  EMFILE: ['too many open files', 'Raise the limit (ulimit -n) or close some programs.'],
  ENFILE: ['too many open files on this machine', 'Close some programs and run the command again.'],
  ENOTDIR: [
    'a file stands where a folder is needed',
    'Move the file away, or choose another path.',
  ],
  EISDIR: [
    'a folder stands where a file is needed',
    'Move the folder away, or choose another path.',
  ],
  ENAMETOOLONG: ['the path is too long for this disk', 'Choose a shorter name.'],
  EBUSY: ['the file is in use', 'Close the program that uses it and run the command again.'],
  EIO: ['the disk reports an input/output error', 'Check the disk.'],
}

export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined
}

/** What a failing disk says, as an error for people; any other error as it is. */
export function diskError(error: unknown, doing: string, where?: string): unknown {
  const [what, help] = REASONS[codeOf(error) ?? ''] ?? []
  if (what === undefined || help === undefined) return error
  const path = where ?? (error as NodeJS.ErrnoException).path
  return new UserError(`${doing}: ${what}`, { ...(path && { where: path }), help, cause: error })
}
