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

interface Timed {
  /** UTC time as `YYYYMMDDTHHMMSSZ`; unique and increasing within the history. */
  readonly at: string
}

interface OperationBase extends Timed {
  readonly name: string
}

interface SliceBase extends OperationBase {
  /** What many of them are called, where English does not say it: `blog-posts`. */
  readonly plural?: string
}

/** A whole slice. */
export interface ResourceOperation extends SliceBase {
  readonly run: 'resource'
  /** The field language, as typed: `title:string(200) body:text?`. */
  readonly fields: string
  /** Whom it is for: `public` when absent, `authenticated`, `owner` or `role(editor)`. */
  readonly access?: string
  /** What is removed stays in the table, and is shown to nobody. */
  readonly softDelete?: boolean
  /** What the documentation says of it. */
  readonly description?: string
  /** The version that its API begins at: 1 when absent. */
  readonly apiVersion?: number
}

/** The entity, its table and what keeps it. */
export interface RepositoryOperation extends SliceBase {
  readonly run: 'repository'
  readonly fields: string
  readonly access?: string
  readonly softDelete?: boolean
}

/** The use cases, of what a repository keeps or of what nobody keeps. */
export interface ServiceOperation extends SliceBase {
  readonly run: 'service'
  /** Only where nothing of that name was there before. */
  readonly fields?: string
}

/** What serves it over HTTP. */
export interface ControllerOperation extends SliceBase {
  readonly run: 'controller'
  readonly access?: string
  readonly description?: string
  readonly apiVersion?: number
}

/** An operation that adds to a slice. */
export type SliceOperation =
  | ResourceOperation
  | RepositoryOperation
  | ServiceOperation
  | ControllerOperation

/** A change of the database that stands by itself; without one of the keys, it is for you to write. */
export interface MigrationOperation extends OperationBase {
  readonly run: 'migration'
  /** `articles(status,created_at)` */
  readonly index?: string
  /** `articles: check (views >= 0)`; the constraint has the name of the migration. */
  readonly constraint?: string
  /** The rows that are there are checked later. */
  readonly notValid?: boolean
  /** `articles: views_not_negative`: checks the rows that were there. */
  readonly validate?: string
}

/** A later version of what a controller serves, beside the one before it. */
export interface VersionOperation extends OperationBase {
  readonly run: 'version'
  /** The day on which the version before ends: `2027-06-30`. */
  readonly sunset: string
  /** The address of a page for people about the change. */
  readonly notice?: string
}

/** Other fields of a resource that is there: dropped first, then renamed, altered and added. */
export interface FieldOperation extends Timed {
  readonly run: 'field'
  readonly resource: string
  /** The field language: `subtitle:string?`. */
  readonly add?: string
  /** `body:content`: the old name and the new one. */
  readonly rename?: string
  /** `views ratio` */
  readonly drop?: string
  /** The field language, each field as it is to be: `title:string(300)`. */
  readonly alter?: string
}

/** One generator run, as recorded in the history. Later operations join this union. */
export type Operation = SliceOperation | MigrationOperation | VersionOperation | FieldOperation

/** What an operation is about: the name of a resource, or of a migration. */
export function subjectOf(operation: Operation): string {
  return operation.run === 'field' ? operation.resource : operation.name
}

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
