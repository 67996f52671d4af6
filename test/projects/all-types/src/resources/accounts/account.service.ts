import type { Clock } from '../../shared/clock.ts'
import type { NewId } from '../../shared/id.ts'
import type { Page, PageRequest } from '../../shared/pagination.ts'
import { AccountChangedError, AccountNotFoundError } from './account.errors.ts'
import type { AccountRepository } from './account.repository.ts'
import { type Account, type AccountChanges, createAccount, type NewAccount } from './account.ts'

export interface AccountServiceDependencies {
  readonly accounts: AccountRepository
  readonly clock: Clock
  readonly newId: NewId
}

export type AccountService = ReturnType<typeof createAccountService>

/** The use cases. A rule about accounts belongs here, whichever way the request came in. */
export function createAccountService({ accounts, clock, newId }: AccountServiceDependencies) {
  return {
    async list(request: PageRequest): Promise<Page<Account>> {
      return accounts.list(request)
    },

    async get(id: string): Promise<Account> {
      const account = await accounts.find(id)
      if (!account) throw new AccountNotFoundError(id)
      return account
    },

    async create(input: NewAccount): Promise<Account> {
      const account = createAccount(input, newId(), clock.now())
      await accounts.insert(account)
      return account
    },

    async createMany(inputs: readonly NewAccount[]): Promise<readonly Account[]> {
      const now = clock.now()
      const created = inputs.map((input) => createAccount(input, newId(), now))
      await accounts.insert(...created)
      return created
    },

    async update(id: string, changes: AccountChanges, expected?: number): Promise<Account> {
      const account = await accounts.update(id, changes, clock.now(), expected)
      if (!account) throw await obstacle(accounts, id)
      return account
    },

    async remove(id: string, expected?: number): Promise<void> {
      const removed = await accounts.remove(id, expected)
      if (!removed) throw await obstacle(accounts, id)
    },
  }
}

/** Why there was nothing to change: no account, or not in the version that was expected. */
async function obstacle(accounts: AccountRepository, id: string): Promise<Error> {
  const account = await accounts.find(id)
  return account ? new AccountChangedError(id) : new AccountNotFoundError(id)
}
