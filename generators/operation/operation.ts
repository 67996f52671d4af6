import type { Arguments, Command } from '../../src/cli/command.ts'
import type { Session } from '../../src/cli/session.ts'
import type { Manifest, Operation } from '../../src/manifest/manifest.ts'
import type { Notice } from '../../src/merge/plan.ts'
import type { Already, RunOptions } from '../change/change.ts'
import type { Ask } from '../prompts.ts'

/** Where the answers of a run come from. */
export interface Context {
  readonly root: string
  readonly manifest: Manifest
  readonly session: Session
  /** Somebody sits there, and did not say `--yes`. */
  readonly asking: boolean
  readonly ask: Ask
}

/** What a generator brings of its own. It is loaded when it runs, so that `--help` stays light. */
export interface OperationGenerator<Answers> {
  /**
   * Every answer: from the command line, or by asking.
   *
   * @throws UserError for a missing answer, and for one that can be told to be wrong at once
   */
  readonly answer: (args: Arguments, context: Context) => Promise<Answers>
  /**
   * The operation that was asked for, or `undefined` where the project has it already.
   *
   * @throws UserError for whatever refuses it
   */
  readonly operation: (manifest: Manifest, answers: Answers, now: Date) => Operation | undefined
  /** What to think of, said with the plan. */
  readonly notices?: (manifest: Manifest, operation: Operation) => readonly Notice[]
  /** Whether files that somebody changed stay where they would be deleted. */
  readonly keepEdited?: (answers: Answers) => boolean
  /** What is said where the project has it already. */
  readonly already: (answers: Answers) => Already
}

/** A generator as the command line knows it. */
export interface GeneratorEntry<Answers> {
  /** `resource` */
  readonly name: string
  readonly command: Command
  readonly load: () => Promise<OperationGenerator<Answers>>
}

/** One run, once everything is answered. */
export interface Run<Answers> extends RunOptions {
  readonly entry: GeneratorEntry<Answers>
  readonly generator: OperationGenerator<Answers>
  readonly answers: Answers
}
