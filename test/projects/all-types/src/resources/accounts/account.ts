export interface Account {
  readonly id: string
  readonly label: string
  readonly password: string
  readonly pin: number
  readonly birthday: string | null
  readonly createdAt: Date
  readonly updatedAt: Date
  /** Starts at 1 and rises with every change. */
  readonly version: number
}

/** What is said of an account when it is made; what is left out has a default. */
export interface NewAccount {
  readonly label: string
  readonly password: string
  readonly pin?: number
  readonly birthday?: string | null
}

/** What may change later; what is left out stays as it is. */
export type AccountChanges = Partial<NewAccount>

/** The only place where an account begins, and where its defaults are. */
export function createAccount(input: NewAccount, id: string, now: Date): Account {
  return {
    id,
    label: input.label,
    password: input.password,
    pin: input.pin ?? 1,
    birthday: input.birthday ?? null,
    createdAt: now,
    updatedAt: now,
    version: 1,
  }
}
