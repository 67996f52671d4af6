import type { Manifest } from '../../src/manifest/manifest.ts'
import type { OnConflict } from '../../src/merge/build.ts'
import type { News, Notice } from '../../src/merge/plan.ts'
import type { ProjectChange } from './rendering.ts'

/** What a command wants a project to become. */
export interface Wanted {
  readonly manifest: Manifest
  readonly notices?: readonly Notice[]
  /** What the project was generated as, and what it is to be, where this version alone cannot tell. */
  readonly rendered?: ProjectChange
  /** What is new in the version that it goes to. */
  readonly news?: readonly News[]
  /**
   * Whether a file that would be deleted stays where somebody changed it. Absent where nothing is
   * deleted that a person would want to keep.
   */
  readonly keepEdited?: boolean
  /**
   * Called with what becomes of files, before anything is written.
   *
   * @throws UserError for what must not become of them
   */
  readonly inspect?: (difference: Difference) => Promise<readonly Notice[]>
}

/** The paths that are rendered no more, and those that are rendered otherwise. */
export interface Difference {
  readonly removed: readonly string[]
  readonly changed: readonly string[]
}

/** Said where the project is as it was wanted already. */
export interface Already {
  readonly message: string
  /** Where it lies, which somebody may have deleted by hand. */
  readonly path?: string
}

/** How a command was told to run. */
export interface RunOptions {
  /** As it was typed: `resource`, `undo`. */
  readonly command: string
  readonly root: string
  /** Show the plan and ask before writing. */
  readonly confirm: boolean
  readonly dryRun: boolean
  readonly json: boolean
  readonly onConflict?: OnConflict
  /** Leaves the dependencies as they are installed. */
  readonly noInstall?: boolean
}

/** One change of a project that is there, once everything is answered. */
export interface Change extends RunOptions {
  /** The manifest may be of an older version than the one that runs. */
  readonly older?: boolean
  /**
   * What the project is to become, or `undefined` where it is that already. It is asked for the plan
   * that is shown, and once more under the lock.
   *
   * @throws UserError for whatever refuses it
   */
  readonly decide: (
    manifest: Manifest,
    now: Date,
  ) => Wanted | undefined | Promise<Wanted | undefined>
  readonly already: () => Already
}
