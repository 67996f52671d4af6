import { type Kysely, type Selectable, sql } from 'kysely'
import type { Database } from '../database/database.ts'
import type { Account } from './account.ts'
import type { AuthAccountsTable } from './tables.ts'

/** What may be changed of an account. */
export interface AccountChanges {
  readonly email?: string
  readonly passwordHash?: string | null
  readonly roles?: readonly string[]
  readonly verifiedAt?: Date
  readonly disabledAt?: Date | null
}

/** The accounts, in a database or in a transaction of it. */
export function createAccountRepository(db: Kysely<Database>) {
  const select = () => db.selectFrom('auth_accounts').selectAll()

  return {
    async find(id: string): Promise<Account | undefined> {
      return toAccount(await select().where('id', '=', id).executeTakeFirst())
    },

    async findByEmail(email: string): Promise<Account | undefined> {
      return toAccount(await select().where(isEmail(email)).executeTakeFirst())
    },

    /** Nobody else changes it until the transaction ends. */
    async lock(id: string): Promise<Account | undefined> {
      return toAccount(await select().where('id', '=', id).forUpdate().executeTakeFirst())
    },

    /** The one with this address, which is made if there is none. Of several at once, one is made. */
    async findOrCreate(
      email: string,
      id: string,
      now: Date,
    ): Promise<{ readonly account: Account; readonly isNew: boolean }> {
      await db
        .insertInto('auth_accounts')
        .values({ id, email, created_at: now, updated_at: now })
        .onConflict((conflict) => conflict.expression(sql`lower(email)`).doNothing())
        .execute()
      const account = toAccount(await select().where(isEmail(email)).executeTakeFirst())
      if (!account) throw new Error('an account was removed while it was made')
      return { account, isNew: account.id === id }
    },

    async update(id: string, changes: AccountChanges, now: Date): Promise<Account | undefined> {
      const { email, passwordHash, roles, verifiedAt, disabledAt } = changes
      const row = await db
        .updateTable('auth_accounts')
        .set({
          updated_at: now,
          ...(email !== undefined && { email }),
          ...(passwordHash !== undefined && { password_hash: passwordHash }),
          ...(roles !== undefined && { roles: [...roles] }),
          ...(verifiedAt !== undefined && { verified_at: verifiedAt }),
          ...(disabledAt !== undefined && { disabled_at: disabledAt }),
        })
        .where('id', '=', id)
        .returningAll()
        .executeTakeFirst()
      return toAccount(row)
    },

    /** The same password, hashed as one would today; not if it is another one by now. */
    async rehash(id: string, from: string, to: string): Promise<void> {
      await db
        .updateTable('auth_accounts')
        .set({ password_hash: to })
        .where('id', '=', id)
        .where('password_hash', '=', from)
        .execute()
    },

    async remove(id: string): Promise<boolean> {
      const { numDeletedRows } = await db
        .deleteFrom('auth_accounts')
        .where('id', '=', id)
        .executeTakeFirst()
      return numDeletedRows > 0n
    },
  }
}

/** As the index has it. */
function isEmail(email: string) {
  return sql<boolean>`lower(email) = ${email.toLowerCase()}`
}

function toAccount(row: Selectable<AuthAccountsTable> | undefined): Account | undefined {
  return (
    row && {
      id: row.id,
      email: row.email,
      passwordHash: row.password_hash,
      roles: row.roles,
      verifiedAt: row.verified_at,
      disabledAt: row.disabled_at,
      createdAt: row.created_at,
    }
  )
}
