export interface Profile {
  readonly id: string
  readonly handle: string
  readonly bio: string | null
  readonly userId: string
  readonly successorId: string | null
  readonly createdAt: Date
  readonly updatedAt: Date
  /** Starts at 1 and rises with every change. */
  readonly version: number
}

/** What is said of a profile when it is made; what is left out has a default. */
export interface NewProfile {
  readonly handle: string
  readonly bio?: string | null
  readonly userId: string
  readonly successorId?: string | null
}

/** What may change later; what is left out stays as it is. */
export type ProfileChanges = Partial<NewProfile>

/** The only place where a profile begins, and where its defaults are. */
export function createProfile(input: NewProfile, id: string, now: Date): Profile {
  return {
    id,
    handle: input.handle,
    bio: input.bio ?? null,
    userId: input.userId,
    successorId: input.successorId ?? null,
    createdAt: now,
    updatedAt: now,
    version: 1,
  }
}
