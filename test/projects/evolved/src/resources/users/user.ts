export interface User {
  readonly id: string
  readonly name: string
  readonly state: string | null
  readonly salary: number | null
  readonly createdAt: Date
  readonly updatedAt: Date
  /** Starts at 1 and rises with every change. */
  readonly version: number
}

/** What is said of a user when it is made; what is left out has a default. */
export interface NewUser {
  readonly name: string
  readonly state?: string | null
  readonly salary?: number | null
}

/** What may change later; what is left out stays as it is. */
export type UserChanges = Partial<NewUser>

/** The only place where a user begins, and where its defaults are. */
export function createUser(input: NewUser, id: string, now: Date): User {
  return {
    id,
    name: input.name,
    state: input.state ?? null,
    salary: input.salary ?? null,
    createdAt: now,
    updatedAt: now,
    version: 1,
  }
}
