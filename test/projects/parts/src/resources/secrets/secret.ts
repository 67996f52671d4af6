export interface SecretItem {
  readonly id: string
  readonly code: string
  readonly holderId: string
  readonly createdAt: Date
  readonly updatedAt: Date
  /** Starts at 1 and rises with every change. */
  readonly version: number
}

/** What is said of a secret when it is made; what is left out has a default. */
export interface NewSecretItem {
  readonly code: string
  readonly holderId: string
}

/** What may change later; what is left out stays as it is. */
export type SecretItemChanges = Partial<NewSecretItem>

/** The only place where a secret begins, and where its defaults are. */
export function createSecretItem(input: NewSecretItem, id: string, now: Date): SecretItem {
  return {
    id,
    code: input.code,
    holderId: input.holderId,
    createdAt: now,
    updatedAt: now,
    version: 1,
  }
}
