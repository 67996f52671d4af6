import type { Session } from './session.ts'

/** One flag of a command, as `--help` shows it and as the arguments are checked. */
export interface Flag {
  /** Without the dashes: `no-install`. */
  readonly name: string
  readonly short?: string
  /** What follows the flag, as in `--name <package name>`; without it the flag is a switch. */
  readonly value?: string
  /** The only values that it takes. */
  readonly choices?: readonly string[]
  /** The flag that says the opposite; the two exclude each other. */
  readonly opposite?: string
  readonly summary: string
  readonly group: string
  /** A whole command line that uses the flag. */
  readonly example: string
}

export type FlagValues = Readonly<Record<string, string | true | undefined>>

/** What was typed, checked against the command. */
export interface Arguments {
  readonly flags: FlagValues
  readonly positionals: readonly string[]
}

export interface Positional {
  readonly name: string
  readonly summary: string
}

/** One command: all that `--help` and the check of its arguments need, and how to run it. */
export interface Command {
  /** As it is typed: `create-alex-api`, `npx plop resource`. */
  readonly usage: string
  readonly summary: string
  readonly positionals: readonly Positional[]
  readonly flags: readonly Flag[]
  /** Command lines with what they do. */
  readonly examples: readonly (readonly [command: string, meaning: string])[]
  /** How its help is asked for. */
  readonly help: string
}

/** A command that can be run. What it loads is loaded by `run`, so that `--help` stays light. */
export interface RunnableCommand extends Command {
  readonly name: string
  /** Whether `--<name>` is the same, as people know it from git. */
  readonly asFlag?: boolean
  /** Returns the exit code; throws a UserError for what a person can act upon. */
  readonly run: (args: Arguments, session: Session) => Promise<number>
}
