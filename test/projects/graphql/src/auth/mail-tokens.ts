import type { Kysely } from 'kysely'
import type { Database } from '../database/database.ts'
import { createSecret, digestOf } from './secret.ts'

/** What a token that was sent by mail lets its holder do. */
export type Purpose = 'verify' | 'reset' | 'email'

export interface MailToken {
  readonly accountId: string
  readonly purpose: Purpose
  /** Where it was sent. */
  readonly email: string
  /** The password that was chosen with it. */
  readonly passwordHash: string | null
}

const MINUTE_MS = 60_000

/** How long what was sent can be used, in ms. */
export const lifetimes: Readonly<Record<Purpose, number>> = {
  verify: 24 * 60 * MINUTE_MS,
  reset: 30 * MINUTE_MS,
  email: 60 * MINUTE_MS,
}

/** What is expired and taken away with each new one. */
const SWEPT = 5

/** The tokens that were sent by mail. The database has their hashes: it can use none of them. */
export function createMailTokens(db: Kysely<Database>) {
  return {
    /** Makes a token; it is nowhere but in what is returned. */
    async create(token: MailToken, now: Date): Promise<string> {
      await sweep(db, now)
      const secret = createSecret()
      await db
        .insertInto('auth_mail_tokens')
        .values({
          hash: digestOf(secret),
          account_id: token.accountId,
          purpose: token.purpose,
          email: token.email,
          password_hash: token.passwordHash,
          expires_at: new Date(now.getTime() + lifetimes[token.purpose]),
          created_at: now,
        })
        .execute()
      return secret
    },

    /** The token, if it can be used; it still can afterwards. */
    async find(
      secret: string,
      purposes: readonly Purpose[],
      now: Date,
    ): Promise<MailToken | undefined> {
      const row = await db
        .selectFrom('auth_mail_tokens')
        .selectAll()
        .where('hash', '=', digestOf(secret))
        .where('purpose', 'in', purposes)
        .where('expires_at', '>', now)
        .executeTakeFirst()
      return (
        row && {
          accountId: row.account_id,
          purpose: row.purpose,
          email: row.email,
          passwordHash: row.password_hash,
        }
      )
    },

    /** Uses it up. False when somebody was faster. */
    async take(secret: string): Promise<boolean> {
      const { numDeletedRows } = await db
        .deleteFrom('auth_mail_tokens')
        .where('hash', '=', digestOf(secret))
        .executeTakeFirst()
      return numDeletedRows > 0n
    },

    /** Takes away all those of an account, for all purposes or for some; answers how many could be used. */
    async removeAll(accountId: string, now: Date, purposes?: readonly Purpose[]): Promise<number> {
      const removed = await db
        .deleteFrom('auth_mail_tokens')
        .where('account_id', '=', accountId)
        .$if(purposes !== undefined, (query) => query.where('purpose', 'in', purposes ?? []))
        .returning('expires_at')
        .execute()
      return removed.filter((it) => it.expires_at > now).length
    },
  }
}

async function sweep(db: Kysely<Database>, now: Date): Promise<void> {
  await db
    .deleteFrom('auth_mail_tokens')
    .where('hash', 'in', (query) =>
      query
        .selectFrom('auth_mail_tokens')
        .select('hash')
        .where('expires_at', '<', now)
        .orderBy('expires_at')
        .limit(SWEPT)
        .forUpdate()
        .skipLocked(),
    )
    .execute()
}
