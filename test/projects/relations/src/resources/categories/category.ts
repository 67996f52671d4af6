export interface Category {
  readonly id: string
  readonly name: string
  readonly parentId: string | null
  readonly createdAt: Date
  readonly updatedAt: Date
  /** Starts at 1 and rises with every change. */
  readonly version: number
}

/** What is said of a category when it is made; what is left out has a default. */
export interface NewCategory {
  readonly name: string
  readonly parentId?: string | null
}

/** What may change later; what is left out stays as it is. */
export type CategoryChanges = Partial<NewCategory>

/** The only place where a category begins, and where its defaults are. */
export function createCategory(input: NewCategory, id: string, now: Date): Category {
  return {
    id,
    name: input.name,
    parentId: input.parentId ?? null,
    createdAt: now,
    updatedAt: now,
    version: 1,
  }
}
