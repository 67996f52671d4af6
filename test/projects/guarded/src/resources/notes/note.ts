export interface Note {
  readonly id: string
  readonly title: string
  readonly rank: number
  readonly slug: string | null
  readonly pinId: string | null
  readonly folderId: string
  readonly countryId: string | null
  readonly createdAt: Date
  readonly updatedAt: Date
  /** Starts at 1 and rises with every change. */
  readonly version: number
}

/** What is said of a note when it is made; what is left out has a default. */
export interface NewNote {
  readonly title: string
  readonly rank?: number
  readonly slug?: string | null
  readonly pinId?: string | null
  readonly folderId: string
  readonly countryId?: string | null
}

/** What may change later; what is left out stays as it is. */
export type NoteChanges = Partial<NewNote>

/** The only place where a note begins, and where its defaults are. */
export function createNote(input: NewNote, id: string, now: Date): Note {
  return {
    id,
    title: input.title,
    rank: input.rank ?? 0,
    slug: input.slug ?? null,
    pinId: input.pinId ?? null,
    folderId: input.folderId,
    countryId: input.countryId ?? null,
    createdAt: now,
    updatedAt: now,
    version: 1,
  }
}
