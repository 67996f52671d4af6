import type { Manifest } from '../../src/manifest/manifest.ts'
import type { OnConflict } from '../../src/merge/build.ts'
import type { Notice } from '../../src/merge/plan.ts'

/** What a command wants a project to become. */
export interface Wanted {
  readonly manifest: Manifest
  readonly notices?: readonly Notice[]
}

/** Said where the project is as it was wanted already. */
export interface Already {
  readonly message: string
  /** Where it lies, which somebody may have deleted by hand. */
  readonly path?: string
}

/** One change of a project that is there, once everything is answered. */
export interface Change {
  /** As it was typed: `resource`, `undo`. */
  readonly command: string
  readonly root: string
  /** Show the plan and ask before writing. */
  readonly confirm: boolean
  readonly dryRun: boolean
  readonly json: boolean
  readonly onConflict?: OnConflict
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
