import { UserError } from '../errors.ts'
import { formatError } from '../report/error.ts'
import type { Session } from './session.ts'

export interface FailureContext {
  readonly session: Session
  /** What was asked for, for the document of `--json`. */
  readonly command: string
  readonly json: boolean
  readonly dryRun: boolean
}

/** Says what went wrong, to people and (with `--json`) to programs, and returns the exit code. */
export async function reportFailure(
  error: unknown,
  { session, command, json, dryRun }: FailureContext,
): Promise<number> {
  await session.say(`${formatError(error, { colour: session.colour }).trimEnd()}\n`)
  if (json) {
    const { planToJson } = await import('../report/json.ts')
    // Where that is what failed, it is told already.
    await session.out(planToJson(null, { command, dryRun, error })).catch(() => undefined)
  }
  return error instanceof UserError ? error.exitCode : 1
}
