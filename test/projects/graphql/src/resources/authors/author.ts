export interface Author {
  readonly id: string
  readonly name: string
  readonly email: string | null
  readonly site: string | null
  readonly createdAt: Date
  readonly updatedAt: Date
  /** Starts at 1 and rises with every change. */
  readonly version: number
}

/** What is said of an author when it is made; what is left out has a default. */
export interface NewAuthor {
  readonly name: string
  readonly email?: string | null
  readonly site?: string | null
}

/** What may change later; what is left out stays as it is. */
export type AuthorChanges = Partial<NewAuthor>

/** The only place where an author begins, and where its defaults are. */
export function createAuthor(input: NewAuthor, id: string, now: Date): Author {
  return {
    id,
    name: input.name,
    email: input.email ?? null,
    site: input.site ?? null,
    createdAt: now,
    updatedAt: now,
    version: 1,
  }
}
