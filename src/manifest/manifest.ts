export type PackageManagerName = 'npm' | 'pnpm' | 'yarn' | 'bun'

/** Accounts and tokens of its own, the tokens of an identity provider, or neither. */
export type AuthKind = 'local' | 'external' | 'none'

/** What a project is made with. A feature that is off may be absent. */
export interface Features {
  /** How the project tells who calls. Absent as `none`: it does not. */
  readonly auth?: AuthKind
  readonly docker?: boolean
  readonly 'github-ci'?: boolean
  /** GraphQL beside REST, over the same services. */
  readonly graphql?: boolean
  /** Background jobs, kept in the database of the project. */
  readonly jobs?: boolean
  /** Logging in by OpenID Connect, beside the accounts of the project. */
  readonly oidc?: boolean
  /** A guarded client for addresses that users give. */
  readonly outbound?: boolean
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
  /** Who tells who calls, where it is not the guard of the whole project; `none` for that one. */
  readonly guard?: string
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
  /** Who tells who calls, where it is not the guard of the whole project; `none` for that one. */
  readonly guard?: string
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

/** A resource that is there, for others than it was made for, removed otherwise, or described otherwise. */
export interface OptionsOperation extends Timed {
  readonly run: 'options'
  readonly resource: string
  /** Whom it is for from now on, `public` too. */
  readonly access?: string
  /** Who tells who calls, where it is not the guard of the whole project; `none` for that one. */
  readonly guard?: string
  /** Whose the rows are that are there, where they had no owner: the id of whoever calls. */
  readonly owner?: string
  /** Whether what is removed stays in the table. */
  readonly softDelete?: boolean
  readonly description?: string
}

/** A resource is taken out of the project, and its table is dropped; or an integration, a job or a webhook is. */
export interface RemoveOperation extends OperationBase {
  readonly run: 'remove'
  /** Whether it is an integration that goes. */
  readonly integration?: boolean
  /** Whether it is a job that goes. */
  readonly job?: boolean
  /** Whether it is a webhook that goes. */
  readonly webhook?: boolean
}

/**
 * A migration of the project itself that a later version of this package has brought. A new project
 * has it first of all; one that was there before has it at its time, since its databases are further.
 */
export interface UpgradeOperation extends OperationBase {
  readonly run: 'upgrade'
}

/** A guard: another way to tell who calls, by tokens of its own. */
export interface JwtMiddlewareOperation extends OperationBase {
  readonly run: 'jwt-middleware'
  /** Where its keys are: `own` for those of the project, or the https address of a set of keys. */
  readonly keys: string
  /** Whose tokens they are, and for whom; those of the project where the keys are its own. */
  readonly issuer?: string
  readonly audience?: string
  /** How they are signed, where the keys are not the project's own. */
  readonly algorithm?: string
  /** What a token has to call itself in its header. */
  readonly type?: string
  /** What a token needs, with blanks between. */
  readonly scopes?: string
  readonly roles?: string
}

/** A third party that is called, and may be slow, wrong or gone. */
export interface CircuitBreakerOperation extends OperationBase {
  readonly run: 'circuit-breaker'
  /** What it does for us: `getCharge: GET /charges/:id -> {id:string(50)} stale; …`. */
  readonly operations: string
  /** The variables of its address and of its token, where they are not made of its name. */
  readonly url?: string
  readonly token?: string
  /** How long a try and all tries may take (ms), how often one is tried again, how many at once. */
  readonly timeout?: number
  readonly totalTimeout?: number
  readonly retries?: number
  readonly concurrency?: number
}

/** A kind of job: what is done later, or by the clock. */
export interface JobOperation extends OperationBase {
  readonly run: 'job'
  /** What it is given, in the field language: `articleId:uuid`. */
  readonly data?: string
  /** When it is put into its queue by itself: a cron expression, in UTC. */
  readonly schedule?: string
  /** How often it is tried again, how long the first of these waits, and how long each may take. */
  readonly retries?: number
  readonly retryDelaySeconds?: number
  readonly timeoutSeconds?: number
  /** How many one process does at once. */
  readonly concurrency?: number
}

/** How a sender signs what it sends. */
export type WebhookScheme = 'standard' | 'stripe' | 'github'

/** Somebody else tells us what has happened, and signs it. */
export interface WebhookOperation extends OperationBase {
  readonly run: 'webhook'
  readonly scheme: WebhookScheme
  /** What is handled: `charge.succeeded: {id:string(50) amount:integer}; …`. */
  readonly events: string
  /** The variable of its secrets, where that is not made of its name. */
  readonly secret?: string
}

/** Tells whether it is a resource that goes, and nothing else of that name. */
export function removesResource(operation: Operation): operation is RemoveOperation {
  if (operation.run !== 'remove') return false
  return !operation.integration && !operation.job && !operation.webhook
}

/** One generator run, as recorded in the history. Later operations join this union. */
export type Operation =
  | SliceOperation
  | MigrationOperation
  | VersionOperation
  | FieldOperation
  | OptionsOperation
  | RemoveOperation
  | JwtMiddlewareOperation
  | CircuitBreakerOperation
  | JobOperation
  | WebhookOperation
  | UpgradeOperation

/** What an operation is about: the name of a resource, or of a migration. */
export function subjectOf(operation: Operation): string {
  return 'resource' in operation ? operation.resource : operation.name
}

/** `alex.json`: the project's choices and its history of operations. */
export interface Manifest {
  readonly $schema?: string
  /** The version of create-alex-api that renders this project. */
  readonly version: string
  readonly name: string
  readonly features: Features
  readonly packageManager: PackageManagerName
  /** The npm package that a team keeps its overrides of templates in: `@acme/alex-conventions`. */
  readonly overrides?: string
  readonly history: readonly Operation[]
}

export const MANIFEST_FILE = 'alex.json'

/** The name of this package, on which every project depends. */
export const PACKAGE_NAME = 'create-alex-api'
