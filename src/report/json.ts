import { UserError } from '../errors.ts'
import { FINISH, TAKE_BACK } from '../merge/pending.ts'
import type { Issue, News, Notice, Plan, PlanAction } from '../merge/plan.ts'
import type { StepResult, StepStatus } from '../steps/run.ts'
import { shellCommand } from '../steps/shell.ts'
import { placesToJson } from './places.ts'

export interface Outcome {
  /** What was asked for: `create`, `resource`. */
  readonly command: string
  readonly dryRun: boolean
  /** The results of the steps, where they were run. */
  readonly steps?: readonly StepResult[]
  readonly error?: unknown
  /** What is left to be settled by a person: `plop resource article`. */
  readonly pending?: string
}

/** The document of `--json`. Fields are added to it over time, and never change their meaning. */
export interface Report {
  /** Whether all was done (in a dry run: could be done) that was asked for, steps included. */
  readonly ok: boolean
  readonly command: string
  readonly dryRun: boolean
  /** Absolute path of the project; null where it came to no plan. */
  readonly root: string | null
  readonly entries: readonly {
    readonly path: string
    readonly action: PlanAction
    readonly reason?: string
    readonly lines?: readonly number[]
    /** Both sides of each place of a conflict. */
    readonly places?: ReturnType<typeof placesToJson>
  }[]
  /** Where conflicts were written as markers, and a person has to settle them. */
  readonly pending?: {
    readonly operation: string
    readonly files: readonly string[]
    readonly continue: string
    readonly abort: string
  }
  /** What the versions bring that an update goes through, the newest first. */
  readonly news?: readonly News[]
  readonly issues: readonly Issue[]
  readonly notices: readonly Notice[]
  /** `planned` in a dry run, or where the run ended before the step. */
  readonly steps: readonly {
    readonly name: string
    readonly status: StepStatus | 'planned'
    readonly command: string
    readonly message?: string
    readonly output?: string
  }[]
  readonly error?: {
    readonly message: string
    readonly where?: string
    readonly help?: string
    readonly exitCode: number
  }
}

/** The one JSON document of `--json`, with a newline at its end. `plan` is null where there is none. */
export function planToJson(plan: Plan | null, outcome: Outcome): string {
  const { command, dryRun, error } = outcome
  const results = outcome.steps ?? []
  const issues = plan?.issues ?? []
  const open = (plan?.entries ?? []).filter(({ action }) => action === 'conflict')
  const report: Report = {
    ok:
      error === undefined &&
      issues.length === 0 &&
      open.length === 0 &&
      results.every((it) => it.status === 'done'),
    command,
    dryRun,
    root: plan?.root ?? null,
    entries: (plan?.entries ?? []).map(({ path, action, reason, lines, places }) => ({
      path,
      action,
      ...(reason !== undefined && { reason }),
      ...(lines !== undefined && lines.length > 0 && { lines }),
      ...(places !== undefined && places.length > 0 && { places: placesToJson(places) }),
    })),
    ...(plan?.news !== undefined && { news: plan.news }),
    issues: issues.map(({ places: _, ...issue }) => issue),
    notices: plan?.notices ?? [],
    ...(outcome.pending !== undefined && {
      pending: {
        operation: outcome.pending,
        files: open.map(({ path }) => path),
        continue: FINISH,
        abort: TAKE_BACK,
      },
    }),
    steps: (plan?.steps ?? []).map((step) => {
      const result = results.find((other) => other.step.name === step.name)
      if (!result) {
        const command = shellCommand(step.cwd, step.commands)
        return { name: step.name, status: 'planned', command }
      }
      const { status, message, output } = result
      return {
        name: step.name,
        status,
        command: result.command,
        ...(message !== undefined && { message }),
        ...(output !== undefined && status !== 'done' && { output }),
      }
    }),
    ...(error !== undefined && { error: describeError(error) }),
  }
  return `${JSON.stringify(report, null, 2)}\n`
}

function describeError(error: unknown): NonNullable<Report['error']> {
  if (error instanceof UserError) {
    const { message, where, help, exitCode } = error
    return {
      message,
      ...(where !== undefined && { where }),
      ...(help !== undefined && { help }),
      exitCode,
    }
  }
  return { message: error instanceof Error ? error.message : String(error), exitCode: 1 }
}
