import { diskError } from '../../src/commit/disk-error.ts'
import { UserError } from '../../src/errors.ts'
import type { Found } from './finding.ts'

const LOOK = 'Look at it, and run npx create-alex-api doctor again.'

/**
 * An error for people as what was found.
 *
 * @throws whatever is no error for people
 */
export function problemFound(thrown: unknown): Found {
  const error = diskError(thrown, 'It cannot be read')
  if (!(error instanceof UserError)) {
    const { code, path } = thrown as NodeJS.ErrnoException
    if (typeof code !== 'string' || path === undefined) throw error
    return { what: `It cannot be read (${code}).`, where: path, mend: LOOK }
  }
  const { message, where, help } = error
  return {
    what: message,
    ...(where !== undefined && { where }),
    mend: help ?? LOOK,
  }
}
