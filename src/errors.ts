/** The exit codes of every command. 0 done, 1 refused or failed, 2 bad usage, 130 cancelled. */
export type ExitCode = 1 | 2 | 130

export interface UserErrorDetails {
  /** Where it happened: a path, a flag, a line of a file, a drawing that points at a character. */
  readonly where?: string
  /** What the person can do about it, best as a command. */
  readonly help?: string
  readonly exitCode?: ExitCode
  readonly cause?: unknown
}

/**
 * A mistake of the person, or a refusal that they can act upon. It is printed as what, where and
 * help, without a stack; every other error is a fault of this program and keeps its stack.
 */
export class UserError extends Error {
  readonly where: string | undefined
  readonly help: string | undefined
  readonly exitCode: ExitCode

  constructor(message: string, { where, help, exitCode = 1, cause }: UserErrorDetails = {}) {
    super(message, cause === undefined ? undefined : { cause })
    this.name = 'UserError'
    this.where = where
    this.help = help
    this.exitCode = exitCode
  }
}

/** Bad usage of the command line: an unknown flag, a missing answer. Exit code 2. */
export function usageError(message: string, details: Omit<UserErrorDetails, 'exitCode'> = {}) {
  return new UserError(message, { ...details, exitCode: 2 })
}

/** The person said no, or pressed Ctrl-C. Exit code 130. */
export function cancelled(message = 'Cancelled; nothing was written.') {
  return new UserError(message, { exitCode: 130 })
}
