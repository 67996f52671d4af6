export interface Tag {
  readonly id: string
  readonly label: string
  readonly createdAt: Date
  readonly updatedAt: Date
  /** Starts at 1 and rises with every change. */
  readonly version: number
}

/** What is said of a tag when it is made; what is left out has a default. */
export interface NewTag {
  readonly label: string
}

/** What may change later; what is left out stays as it is. */
export type TagChanges = Partial<NewTag>

/** The only place where a tag begins, and where its defaults are. */
export function createTag(input: NewTag, id: string, now: Date): Tag {
  return {
    id,
    label: input.label,
    createdAt: now,
    updatedAt: now,
    version: 1,
  }
}
