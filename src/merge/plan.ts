import type { FileMode } from '../render/tree.ts'
import type { ConflictPlace } from './conflict.ts'

/** What the plan saw on the disk; `null` where there was no file. */
export interface FileState {
  readonly content: Uint8Array
  readonly mode: number
}

export interface FileResult {
  readonly content: string | Uint8Array
  readonly mode: FileMode | number
  /** The mode is that of a file that was there, and not one for the umask to narrow. */
  readonly exact?: true
}

export type PlanAction = 'create' | 'update' | 'merge' | 'delete' | 'keep' | 'conflict'

export interface PlanEntry {
  /** Relative to the project, with `/`. */
  readonly path: string
  readonly action: PlanAction
  /** What stood on the disk when the plan was made; the commit compares before it writes. */
  readonly seen: FileState | null
  /**
   * What will stand there; `null` for a deletion. Absent for `keep`, and for a `conflict` that is not
   * to be written with markers.
   */
  readonly result?: FileResult | null
  /** Why it is kept, or what is in the way. */
  readonly reason?: string
  /** Line numbers (1-based, in the user's file) of the places that conflict. */
  readonly lines?: readonly number[]
  /** Both sides of each of these places. */
  readonly places?: readonly ConflictPlace[]
  /**
   * The file of a conflict with markers in it, or merged so that it does not parse. `null` where no
   * text can have both: then the user's file can stay. Absent where a person cannot settle it.
   */
  readonly marked?: FileResult | null
  /** What to do about a conflict, where there is more to say than of any other. */
  readonly help?: string
  /** A conflict that leaves the user's file as it is, for them to decide. */
  readonly stays?: true
}

/** Blocks the whole plan. */
export interface Issue {
  readonly code: string
  /** What is wrong there; it follows `where`. */
  readonly message: string
  /** `src/resources/index.ts:3-5` */
  readonly where?: string
  readonly help?: string
  /** Both sides of each place of a conflict. */
  readonly places?: readonly ConflictPlace[]
}

/** Is only said. */
export interface Notice {
  readonly code: string
  readonly message: string
}

/** What a version of this package brings, as its changelog says it. */
export interface News {
  readonly version: string
  /** `0.2.0 — 2026-12-01` */
  readonly heading: string
  readonly text: string
}

/** A program run after the commit. Its failure never undoes the files. */
export interface Step {
  readonly name: 'install' | 'openapi' | 'check' | 'git'
  /** What the person reads while it runs: `Installing dependencies`. */
  readonly label: string
  /** One or more commands, run one after another; each is a program and its arguments. */
  readonly commands: readonly (readonly [string, ...string[]])[]
  /** Absolute. */
  readonly cwd: string
  readonly env?: Readonly<Record<string, string>>
  /** A step that needs an earlier one, and is left out when that one failed. */
  readonly after?: Step['name']
}

/** What will happen, path by path, before anything does. */
export interface Plan {
  /** Absolute path of the project. */
  readonly root: string
  readonly entries: readonly PlanEntry[]
  readonly issues: readonly Issue[]
  readonly notices: readonly Notice[]
  readonly steps: readonly Step[]
  /** Of the versions that an update brings, the newest first. */
  readonly news?: readonly News[]
}
