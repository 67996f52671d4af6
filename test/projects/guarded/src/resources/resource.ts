import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Kysely } from 'kysely'
import type { Database } from '../database/database.ts'
import type { Cursors } from '../http/cursor.ts'
import type { Idempotency } from '../http/idempotency.ts'
import type { Clock } from '../shared/clock.ts'
import type { NewId } from '../shared/id.ts'

/** What the composition root hands to every slice. */
export interface Dependencies {
  readonly db: Kysely<Database>
  readonly clock: Clock
  readonly newId: NewId
  readonly cursors: Cursors
  readonly idempotency: Idempotency
}

/** The contract of a slice: where it is mounted, how it is documented, and its routes. */
export interface Resource {
  /** Below the version prefix, in plural kebab case: `/blog-posts`. */
  readonly path: string
  /** Absent where the tag of another resource is used. */
  readonly tag?: { readonly name: string; readonly description: string }
  plugin(dependencies: Dependencies): FastifyPluginAsyncTypebox
}
