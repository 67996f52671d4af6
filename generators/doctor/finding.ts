import type { Draft } from './draft.ts'
import type { Examination } from './examination.ts'

/** An error keeps the project from being worked on; a warning will; a notice is only to be known. */
export type Severity = 'error' | 'warning' | 'notice'

/** What a check has found. */
export interface Found {
  readonly what: string
  /** A path, with a line where there is one: `.env:7`. */
  readonly where?: string
  /** A command, or one sentence. */
  readonly mend: string
  /** Where it is not that of the check. */
  readonly severity?: Severity
  /** What `--fix` does about it; absent where a person has to decide. */
  readonly fix?: Fix
}

/** What `--fix` does about a finding. */
export interface Fix {
  /** In the past tense, as it is told: `added CURSOR_SECRET to .env`. */
  readonly done: string
  /**
   * Changes files, all of which are written in one commit. It sees what earlier mends have changed.
   *
   * @throws UserError where it cannot be mended without a person
   */
  readonly change?: (draft: Draft) => Promise<void>
  /** What runs after the commit. */
  readonly step?: 'install' | 'openapi'
  /** Done before all others: what a run that was cut short has left is taken back. */
  readonly recovers?: true
  /** Removes what runs that were killed have left beside the project. */
  readonly clearsPartials?: true
}

/** A check that could not be made, and why. */
export interface Skipped {
  readonly skipped: string
}

/** One thing to look at. */
export interface Check {
  /** What its findings are known by. */
  readonly code: string
  readonly group: Group
  readonly severity: Severity
  /** What is wrong where it finds something, in general. */
  readonly summary: string
  /** Only made where the manifest could be read, folded to a model, or rendered to a tree. */
  readonly needs?: 'manifest' | 'model' | 'tree'
  readonly run: (project: Examination) => Promise<readonly Found[] | Skipped>
}

/** In the order of the report. */
export const groups = [
  'Runs that were cut short',
  'Manifest',
  'Files',
  'Migrations',
  'Environment',
  'Node and packages',
  'Documents',
  'Git',
] as const

export type Group = (typeof groups)[number]

/** What stands in the report. */
export interface Finding extends Found {
  readonly code: string
  readonly group: Group
  readonly severity: Severity
}
