export type PackageManagerName = 'npm' | 'pnpm' | 'yarn' | 'bun'

/** What a project is made with. A feature that is off may be absent. */
export interface Features {
  readonly docker?: boolean
  readonly 'github-ci'?: boolean
  /** Brings Node itself as an npm package, where the machine's Node is too old for the project. */
  readonly 'pinned-node'?: boolean
  /** The project carries the package that made it, which did not come from the registry. */
  readonly vendored?: boolean
}

export type FeatureName = keyof Features

export interface ResourceOperation {
  /** UTC time as `YYYYMMDDTHHMMSSZ`; unique and increasing within the history. */
  readonly at: string
  readonly run: 'resource'
  readonly name: string
  /** What many of them are called, where English does not say it: `blog-posts`. */
  readonly plural?: string
  /** The field language, as typed: `title:string(200) body:text?`. */
  readonly fields: string
}

/** One generator run, as recorded in the history. Later operations join this union. */
export type Operation = ResourceOperation

/** `alex.json`: the project's choices and its history of operations. */
export interface Manifest {
  readonly $schema?: string
  /** The version of create-alex-api that renders this project. */
  readonly version: string
  readonly name: string
  readonly features: Features
  readonly packageManager: PackageManagerName
  readonly history: readonly Operation[]
}

export const MANIFEST_FILE = 'alex.json'

/** The name of this package, on which every project depends. */
export const PACKAGE_NAME = 'create-alex-api'
