/** One statement of a migration. */
export interface Statement {
  /** What is said above it. */
  readonly notes: readonly string[]
  /** As it stands in a template literal, from its second line on indented. */
  readonly sql: string
}

/** What a change of a table takes. */
export interface Step {
  /** In a transaction, since none of it takes long, or since all of it has to be or nothing. */
  readonly atOnce: readonly Statement[]
  /** Columns that become `not null`. */
  readonly required: readonly RequiredColumn[]
  /** Constraints that hold for new rows, and are to hold for all. */
  readonly validated: readonly { readonly table: string; readonly constraint: string }[]
  readonly built: readonly BuiltIndex[]
  /** The names of indexes in whose place others have come. */
  readonly replaced: readonly string[]
}

export interface RequiredColumn {
  readonly notes: readonly string[]
  readonly table: string
  readonly column: string
  /** The name of a check that is there meanwhile. */
  readonly check: string
  /** What a row gets that has none, in SQL; one at most. */
  readonly fill: readonly string[]
}

export interface BuiltIndex {
  /** The function that builds it. */
  readonly build: 'buildIndex' | 'buildUniqueIndex'
  readonly name: string
  readonly table: string
  /** `("slug") where "deleted_at" is null` */
  readonly on: string
}

/** A function of a migration, as its template sees it. */
export interface MigrationFunction extends Step {
  readonly name: 'up' | 'afterUp' | 'down' | 'afterDown'
  /** What is said above it. */
  readonly notes: readonly string[]
}

export function statement(sql: string, ...notes: readonly string[]): Statement {
  return { sql, notes }
}

const nothing: Step = { atOnce: [], required: [], validated: [], built: [], replaced: [] }

export function step(parts: Partial<Step>): Step {
  return { ...nothing, ...parts }
}

export function atOnce(...statements: readonly Statement[]): Step {
  return step({ atOnce: statements })
}

/** One step after the other, each of its parts for itself. */
export function together(...steps: readonly Step[]): Step {
  return {
    atOnce: steps.flatMap((one) => one.atOnce),
    required: steps.flatMap((one) => one.required),
    validated: steps.flatMap((one) => one.validated),
    built: steps.flatMap((one) => one.built),
    replaced: steps.flatMap((one) => one.replaced),
  }
}

const AFTER = [
  'After the transaction, while others read and write. Where it stops half-way it is begun again, and',
  'what is done already stays.',
]

/** The functions of a migration that go one way; those with nothing in them are left out. */
export function functionsOf(way: 'up' | 'down', whole: Step): readonly MigrationFunction[] {
  const { atOnce: statements, ...after } = whole
  const isMore = Object.values(after).some((part) => part.length > 0)
  return [
    ...(statements.length > 0 ? [{ ...atOnce(...statements), name: way, notes: [] }] : []),
    ...(isMore
      ? [{ ...step(after), name: way === 'up' ? 'afterUp' : 'afterDown', notes: AFTER } as const]
      : []),
  ]
}

/** What these functions call to do what takes long. */
export function callsOf(functions: readonly MigrationFunction[]): readonly string[] {
  const built = functions.flatMap((one) => one.built.map(({ build }) => build))
  const required = functions.some((one) => one.required.length > 0) ? ['requireColumn'] : []
  return [...new Set([...built, ...required])].sort()
}
