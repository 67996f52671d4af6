/** Somebody who can log in, once the address is confirmed. */
export interface Account {
  readonly id: string
  readonly email: string
  readonly passwordHash: string | null
  readonly roles: readonly string[]
  readonly verifiedAt: Date | null
  readonly disabledAt: Date | null
  readonly createdAt: Date
}

/** Whether it may be used; why not is for the log alone. */
export function isUsable(account: Account): boolean {
  return account.verifiedAt !== null && account.disabledAt === null
}
