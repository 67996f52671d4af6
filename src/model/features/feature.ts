import type { FeatureName } from '../../manifest/manifest.ts'

/** One choice that a project is made with. */
export interface Feature {
  readonly name: FeatureName
  /** What the project gets, in one line; shown before it is made. */
  readonly summary: string
  /** The question of a prompt. */
  readonly question: string
  /** The flag that switches it on, and the one that switches it off. */
  readonly flag: string
  readonly noFlag: string
  /** What a project gets that says nothing. */
  readonly default: boolean
  /** The folder of templates that it brings: `templates/project/<layer>`. */
  readonly layer: string
  /** It brings a second one, `<layer>-<package manager>`. */
  readonly layerPerManager?: true
  /** Decided from the machine that runs it, not asked. */
  readonly automatic: boolean
}
