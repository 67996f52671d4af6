export interface Note {
  readonly id: string
  readonly title: string
  readonly folderId: string
  readonly topicId: string | null
  readonly createdAt: Date
  readonly updatedAt: Date
  /** Starts at 1 and rises with every change. */
  readonly version: number
}

/** What is said of a note when it is made; what is left out has a default. */
export interface NewNote {
  readonly title: string
  readonly folderId: string
  readonly topicId?: string | null
}

/** What may change later; what is left out stays as it is. */
export type NoteChanges = Partial<NewNote>

/** The only place where a note begins, and where its defaults are. */
export function createNote(input: NewNote, id: string, now: Date): Note {
  return {
    id,
    title: input.title,
    folderId: input.folderId,
    topicId: input.topicId ?? null,
    createdAt: now,
    updatedAt: now,
    version: 1,
  }
}
