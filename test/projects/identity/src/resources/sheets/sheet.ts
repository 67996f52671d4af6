export interface Sheet {
  readonly id: string
  readonly title: string
  readonly score: number | null
  readonly folderId: string | null
  readonly parentId: string | null
  readonly createdAt: Date
  readonly updatedAt: Date
  /** Starts at 1 and rises with every change. */
  readonly version: number
}

/** What is said of a sheet when it is made; what is left out has a default. */
export interface NewSheet {
  readonly title: string
  readonly score?: number | null
  readonly folderId?: string | null
  readonly parentId?: string | null
}

/** What may change later; what is left out stays as it is. */
export type SheetChanges = Partial<NewSheet>

/** The only place where a sheet begins, and where its defaults are. */
export function createSheet(input: NewSheet, id: string, now: Date): Sheet {
  return {
    id,
    title: input.title,
    score: input.score ?? null,
    folderId: input.folderId ?? null,
    parentId: input.parentId ?? null,
    createdAt: now,
    updatedAt: now,
    version: 1,
  }
}
