import type { Session } from './session.ts'

interface Typed {
  readonly argv: readonly string[]
  /** What was asked for, for the document of `--json`. */
  readonly command: string
  readonly session: Session
}

/**
 * Does what was typed. Prints every error; throws none.
 *
 * @returns the exit code
 */
export async function reported(
  { argv, command, session }: Typed,
  work: () => Promise<number>,
): Promise<number> {
  try {
    return await work()
  } catch (error) {
    const { reportFailure } = await import('./failure.ts')
    const [json, dryRun] = [argv.includes('--json'), argv.includes('--dry-run')]
    return reportFailure(error, { session, command, json, dryRun })
  }
}
