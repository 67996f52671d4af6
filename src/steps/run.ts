import { interruptible } from '../commit/interrupt.ts'
import type { Step } from '../merge/plan.ts'
import { shellCommand } from './shell.ts'

export type StepStatus = 'done' | 'failed' | 'skipped' | 'cancelled'

export interface StepResult {
  readonly step: Step
  readonly status: StepStatus
  /** What to type to do it by hand: the rest of the step, from the command that failed on. */
  readonly command: string
  /** Why it failed or was left out. */
  readonly message?: string
  /** The last lines of what the program printed. */
  readonly output?: string
}

export interface StepHooks {
  readonly onStart?: (step: Step) => void
  /** Called with what the programs print, as they print it. */
  readonly onOutput?: (step: Step, text: string) => void
  readonly onEnd?: (result: StepResult) => void
}

type Command = Step['commands'][number]

/** How much of the output is kept for the report of a failure. */
const TAIL_LINES = 40

/**
 * What the surroundings of this process say about it and not about the new project: npm's and
 * git's own variables, and a NODE_ENV that would leave out the development dependencies. Colours
 * too: what a program prints goes into a report.
 */
const NOT_PASSED_ON =
  /^(npm_(package|lifecycle)_.*|npm_config_(global|package|call|workspaces?|dry_run|json|local_prefix|omit|production)|npm_(command|execpath)|INIT_CWD|NODE_ENV|FORCE_COLOR|GIT_(DIR|WORK_TREE|INDEX_FILE|PREFIX))$/i

/**
 * Runs the steps one after another. A step that fails ends none but those that come `after` it,
 * and takes back no file; its result has the command to repeat. A signal ends the program that
 * runs and leaves out the rest. Never throws for what a program does.
 */
export async function runSteps(
  steps: readonly Step[],
  hooks: StepHooks = {},
): Promise<StepResult[]> {
  return interruptible(async (signal) => {
    const results: StepResult[] = []
    for (const step of steps) {
      const result = leftOut(step, results, signal) ?? (await runStep(step, hooks, signal))
      results.push(result)
      hooks.onEnd?.(result)
    }
    return results
  })
}

function leftOut(
  step: Step,
  results: readonly StepResult[],
  signal: AbortSignal,
): StepResult | undefined {
  const command = commandOf(step, step.commands)
  if (signal.aborted) return { step, status: 'cancelled', command, message: 'cancelled' }
  const before = results.find((result) => result.step.name === step.after)
  if (!before || before.status === 'done') return undefined
  const message = `left out, since the step before it (${before.step.label}) was not done`
  return { step, status: 'skipped', command, message }
}

async function runStep(step: Step, hooks: StepHooks, signal: AbortSignal): Promise<StepResult> {
  hooks.onStart?.(step)
  let output = ''
  for (const [index, command] of step.commands.entries()) {
    const problem = await run(step, command, signal, (text) => {
      output = tail(output + text)
      hooks.onOutput?.(step, text)
    })
    if (problem === undefined) continue
    const rest = commandOf(step, step.commands.slice(index))
    const status = signal.aborted ? 'cancelled' : 'failed'
    return { step, status, command: rest, message: problem, output: output.trim() }
  }
  return { step, status: 'done', command: commandOf(step, step.commands), output: output.trim() }
}

/** Runs one program; returns what went wrong. */
async function run(
  step: Step,
  [program, ...args]: Command,
  signal: AbortSignal,
  onOutput: (text: string) => void,
): Promise<string | undefined> {
  const { execa } = await import('execa')
  const child = execa(program, args, {
    cwd: step.cwd,
    env: { ...passedOn(), NO_COLOR: '1', ...step.env },
    extendEnv: false,
    stdin: 'ignore',
    all: true,
    buffer: false,
    reject: false,
    cancelSignal: signal,
    forceKillAfterDelay: 5000,
  })
  child.all.setEncoding('utf8').on('data', onOutput)
  const result = await child
  if (!result.failed) return undefined
  if (result.isCanceled || signal.aborted) return 'cancelled'
  if (result.code === 'ENOENT') return `the program ${program} was not found; is it installed?`
  if (result.code === 'EACCES') return `the program ${program} may not be run`
  if (result.isTerminated) return `${program} was ended by ${result.signal}`
  return result.exitCode === undefined
    ? `${program} could not be run (${result.code ?? result.shortMessage})`
    : `${program} ended with exit code ${result.exitCode}`
}

/** The environment of this process, without what says something about it alone. */
export function passedOn(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter(
      (entry): entry is [string, string] => entry[1] !== undefined && !NOT_PASSED_ON.test(entry[0]),
    ),
  )
}

function commandOf(step: Step, commands: readonly Command[]): string {
  return shellCommand(step.cwd, commands)
}

function tail(text: string): string {
  return text.split('\n').slice(-TAIL_LINES).join('\n').slice(-8000)
}
