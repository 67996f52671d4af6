import type { FeatureName } from '../../manifest/manifest.ts'

/** One of several ways to have a feature. */
export interface FeatureKind {
  readonly value: string
  readonly summary: string
  /** The folders of templates that it brings instead of the feature's own. */
  readonly layers: readonly string[]
  /** One more, which differs by whether the project has another feature: what is between the two. */
  readonly between?: {
    readonly feature: FeatureName
    readonly layer: string
    readonly layerWithout: string
  }
}

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
  readonly default: boolean | string
  /** The values that it may have, where it is more than on and off; the first is that of `add`. */
  readonly kinds?: readonly FeatureKind[]
  /** The folder of templates that it brings: `templates/project/<layer>`. */
  readonly layer: string
  /** It brings a second one, `<layer>-<package manager>`. */
  readonly layerPerManager?: true
  /** The folders of templates that it brings for every resource that is served. */
  readonly sliceFolders?: readonly string[]
  /** The same for every link between two of them, and for every reference from one to another. */
  readonly linkFolders?: readonly string[]
  readonly referenceFolders?: readonly string[]
  /** What its code writes by itself, and nobody by hand: it goes with the feature. */
  readonly documents?: readonly string[]
  /** What it needs: the feature, and the kind that the project has to have. */
  readonly needs?: { readonly name: FeatureName; readonly kind: string }
  /** Decided from the machine that runs it, not asked. */
  readonly automatic: boolean
}
