export interface Topic {
  readonly id: string
  readonly label: string
  readonly createdAt: Date
  readonly updatedAt: Date
  /** Starts at 1 and rises with every change. */
  readonly version: number
}

/** What is said of a topic when it is made; what is left out has a default. */
export interface NewTopic {
  readonly label: string
}

/** What may change later; what is left out stays as it is. */
export type TopicChanges = Partial<NewTopic>

/** The only place where a topic begins, and where its defaults are. */
export function createTopic(input: NewTopic, id: string, now: Date): Topic {
  return {
    id,
    label: input.label,
    createdAt: now,
    updatedAt: now,
    version: 1,
  }
}
