export interface EarlyItem {
  readonly id: string
  readonly lateId: string
  readonly createdAt: Date
  readonly updatedAt: Date
  /** Starts at 1 and rises with every change. */
  readonly version: number
}

/** What is said of an early when it is made; what is left out has a default. */
export interface NewEarlyItem {
  readonly lateId: string
}

/** What may change later; what is left out stays as it is. */
export type EarlyItemChanges = Partial<NewEarlyItem>

/** The only place where an early begins, and where its defaults are. */
export function createEarlyItem(input: NewEarlyItem, id: string, now: Date): EarlyItem {
  return {
    id,
    lateId: input.lateId,
    createdAt: now,
    updatedAt: now,
    version: 1,
  }
}
