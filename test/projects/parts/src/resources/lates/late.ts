export interface LateItem {
  readonly id: string
  readonly name: string
  readonly createdAt: Date
  readonly updatedAt: Date
  /** Starts at 1 and rises with every change. */
  readonly version: number
}

/** What is said of a late when it is made; what is left out has a default. */
export interface NewLateItem {
  readonly name: string
}

/** What may change later; what is left out stays as it is. */
export type LateItemChanges = Partial<NewLateItem>

/** The only place where a late begins, and where its defaults are. */
export function createLateItem(input: NewLateItem, id: string, now: Date): LateItem {
  return {
    id,
    name: input.name,
    createdAt: now,
    updatedAt: now,
    version: 1,
  }
}
