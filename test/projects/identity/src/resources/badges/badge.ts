export interface Badge {
  readonly id: string
  readonly label: string
  readonly employeeId: string
  readonly createdAt: Date
  readonly updatedAt: Date
  /** Starts at 1 and rises with every change. */
  readonly version: number
}

/** What is said of a badge when it is made; what is left out has a default. */
export interface NewBadge {
  readonly label: string
  readonly employeeId: string
}

/** What may change later; what is left out stays as it is. */
export type BadgeChanges = Partial<NewBadge>

/** The only place where a badge begins, and where its defaults are. */
export function createBadge(input: NewBadge, id: string, now: Date): Badge {
  return {
    id,
    label: input.label,
    employeeId: input.employeeId,
    createdAt: now,
    updatedAt: now,
    version: 1,
  }
}
