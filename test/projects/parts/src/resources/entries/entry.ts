export interface Entry {
  readonly id: string
  readonly line: string
  readonly articleId: string
  readonly beforeId: string | null
  readonly createdAt: Date
  readonly updatedAt: Date
  /** Starts at 1 and rises with every change. */
  readonly version: number
}

/** What is said of an entry when it is made; what is left out has a default. */
export interface NewEntry {
  readonly line: string
  readonly articleId: string
  readonly beforeId?: string | null
}

/** What may change later; what is left out stays as it is. */
export type EntryChanges = Partial<NewEntry>

/** The only place where an entry begins, and where its defaults are. */
export function createEntry(input: NewEntry, id: string, now: Date): Entry {
  return {
    id,
    line: input.line,
    articleId: input.articleId,
    beforeId: input.beforeId ?? null,
    createdAt: now,
    updatedAt: now,
    version: 1,
  }
}
