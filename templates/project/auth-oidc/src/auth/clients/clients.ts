import { timingSafeEqual } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import type { Database } from '../../database/database.ts'
import { prepared } from '../../database/prepared.ts'
import type { Clock } from '../../shared/clock.ts'
import type { NewId } from '../../shared/id.ts'
import type { Principal } from '../../shared/principal.ts'
import { createBatch } from '../batch.ts'
import { createSecret, digestOf } from '../secret.ts'
import type { Claims } from '../verifier.ts'

/** A program that calls in its own name, and what it may do. */
export interface Client {
  readonly id: string
  readonly name: string
  readonly scopes: readonly string[]
  readonly createdAt: Date
  readonly disabledAt: Date | null
}

export interface ClientsOptions {
  readonly db: Kysely<Database>
  readonly clock: Clock
  readonly newId: NewId
}

/** Of these clients those that may call at this moment. It runs at every request of one. */
const selectEnabled = prepared<
  { readonly ids: readonly string[] },
  { readonly id: string; readonly scopes: readonly string[] }
>((db, { ids }) =>
  db
    .selectFrom('auth_clients')
    .select(['id', 'scopes'])
    .where('disabled_at', 'is', null)
    .where(sql<boolean>`id = any(${ids}::uuid[])`),
)

export type Clients = ReturnType<typeof createClients>

/** The programs that may call. What they have is like a password, but 256 bits that nobody chose. */
export function createClients({ db, clock, newId }: ClientsOptions) {
  const scopesOf = createBatch<readonly string[]>(async (ids) => {
    const rows = await selectEnabled(db, { ids })
    return new Map(rows.map(({ id, scopes }) => [id, scopes]))
  })

  return {
    /** Makes one. Its secret is nowhere but in what is returned. */
    async add(
      name: string,
      scopes: readonly string[],
    ): Promise<{ readonly id: string; readonly secret: string }> {
      const id = newId()
      const secret = createSecret()
      await db
        .insertInto('auth_clients')
        .values({
          id,
          name,
          secret_hash: digestOf(secret),
          scopes: [...scopes],
          created_at: clock.now(),
          disabled_at: null,
        })
        .execute()
      return { id, secret }
    },

    async list(): Promise<readonly Client[]> {
      return db
        .selectFrom('auth_clients')
        .select(['id', 'name', 'scopes', 'created_at as createdAt', 'disabled_at as disabledAt'])
        .orderBy('created_at')
        .orderBy('id')
        .execute()
    },

    /** It gets no token any more, and those that it has are worth nothing. */
    async disable(id: string): Promise<boolean> {
      if (!isUuid(id)) return false
      const { numUpdatedRows } = await db
        .updateTable('auth_clients')
        .set({ disabled_at: clock.now() })
        .where('id', '=', id)
        .where('disabled_at', 'is', null)
        .executeTakeFirst()
      return numUpdatedRows > 0n
    },

    /** The client with this id and secret, if it may call. */
    async find(id: string, secret: string): Promise<Pick<Client, 'id' | 'scopes'> | undefined> {
      if (!isUuid(id)) return undefined
      const row = await db
        .selectFrom('auth_clients')
        .select(['id', 'scopes', 'secret_hash'])
        .where('id', '=', id)
        .where('disabled_at', 'is', null)
        .executeTakeFirst()
      const isRight = row && timingSafeEqual(row.secret_hash, digestOf(secret))
      return isRight ? { id: row.id, scopes: row.scopes } : undefined
    },

    /** The client behind a token: while it may call, with those of its scopes that it still has. */
    async authenticate({ sub, sid, client_id, scope }: Claims): Promise<Principal | undefined> {
      // A token of a session has the audience there, and a session.
      if (sid !== undefined || client_id !== sub || !isUuid(sub)) return undefined
      const allowed = await scopesOf(sub)
      if (!allowed) return undefined
      const asked = typeof scope === 'string' ? scope.split(' ') : []
      const scopes = asked.filter((it) => allowed.includes(it))
      return { id: sub, roles: [], scopes, clientId: sub }
    },
  }
}

function isUuid(text: string): boolean {
  return /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(text)
}
