import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import { newId } from '../../shared/id.ts'
import { createKyselyAccountRepository } from './account.repository.kysely.ts'
import { type Account, createAccount, type NewAccount } from './account.ts'

// For tests: a test gives what it is about, and the rest is an example.

export function newAccountInput(values: Partial<NewAccount> = {}): NewAccount {
  return {
    label: 'First label',
    password: 'First password',
    pin: 1,
    birthday: '2026-01-31',
    ...values,
  }
}

export function makeAccount(values: Partial<Account> = {}): Account {
  const now = new Date('2026-01-31T09:30:00.000Z')
  return { ...createAccount(newAccountInput(), newId(), now), ...values }
}

/** Puts an account into the database, unless one of its id is there; before it, what it refers to. */
export async function storeAccount(
  db: Kysely<Database>,
  values: Partial<Account> = {},
): Promise<Account> {
  const account = makeAccount(values)
  const accounts = createKyselyAccountRepository(db)
  const stored = await accounts.find(account.id)
  if (stored) return stored
  await accounts.insert(account)
  return account
}
